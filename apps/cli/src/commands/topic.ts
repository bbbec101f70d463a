import type { Command } from 'commander'
import type { Cli } from '../program.ts'
import { addTopicChanges } from './topic-change.ts'
import { addTopicCheck } from './topic-check.ts'
import { addTopicHistory } from './topic-history.ts'
import { addTopicRematch } from './topic-rematch.ts'
import { addTopicSurfaces } from './topic-surfaces.ts'

/** `rasid topic surfaces|check|try|apply|history|undo|export|rematch` */
export function addTopic(root: Command, cli: Cli): void {
  const topic = root
    .command('topic')
    .description('the rules in force: read, try, change and undo them')
    .addHelpText('after', '\nExamples:\n  rasid topic surfaces طالبان\n  rasid topic history')
  for (const add of [addTopicSurfaces, addTopicCheck, addTopicChanges, addTopicHistory, addTopicRematch])
    add(topic, cli)
}
