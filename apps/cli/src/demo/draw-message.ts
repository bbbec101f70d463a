import type { ConversationMessage } from '@rasid/stand-ins'

const WIDTH = 72

/**
 * A message as its reader sees it, between two rules: its text as it is, and each row of buttons on a line. Without
 * sides, since terminals lay Arabic lines out on their own and would push a border about.
 */
export function drawMessage(title: string, message: Pick<ConversationMessage, 'text' | 'keyboard'>): string {
  const buttons = message.keyboard.map((row) => row.map(({ text }) => `[ ${text} ]`).join('  '))
  const top = `╭── ${title} ${'─'.repeat(Math.max(0, WIDTH - title.length - 5))}`
  const bottom = `╰${'─'.repeat(WIDTH - 1)}`
  const divider = buttons.length > 0 ? ['·'.repeat(WIDTH), ...buttons] : []
  return [top, message.text.trim(), ...divider, bottom].join('\n')
}
