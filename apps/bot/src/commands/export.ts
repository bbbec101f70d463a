import { texts } from '@rasid/core'
import { exportFeeds, type RowDraft } from '@rasid/operations'
import { allFeeds, recordAudit } from '@rasid/store'
import { plainLines, reply } from '../reply.ts'
import type { Command } from './command.ts'

export const exportOpml: Command = {
  name: 'export',
  role: 'operator',
  async run(ctx, deps) {
    const { lang } = ctx.chatRow
    const content = await exportFeeds(deps.db)
    const followed = (await allFeeds(deps.db)).filter(({ status }) => status !== 'gone')
    const caption = plainLines(lang, texts(lang).ops.exported(followed.length))
    const actor = `telegram:${ctx.from?.id}`
    await recordAudit(deps.db, { actor, action: 'feeds-export', detail: { feeds: followed.length } })
    await reply(ctx, deps, { ...caption, file: { name: 'rasid-feeds.opml', content } } satisfies RowDraft)
  },
}
