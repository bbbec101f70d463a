import { directLines, escapeHtml, isolate, type Lang, texts } from '../text/index.ts'
import { callbackData, type MessageDraft } from './draft.ts'

/** Two lines and three buttons: what comes, and when. */
export function composeWelcome({ lang }: { lang: Lang }): MessageDraft {
  const table = texts(lang).bot
  return {
    text: directLines(escapeHtml(table.welcome), lang),
    buttons: [
      [
        { text: table.latestButton, data: callbackData('command', 'latest') },
        { text: table.settingsButton, data: callbackData('command', 'settings') },
        { text: table.helpButton, data: callbackData('command', 'help') },
      ],
    ],
    preview: false,
    silent: false,
  }
}

export interface HelpCommand {
  /** Without the slash. */
  name: string
  /** One line in the reader's language. */
  summary: string
  role: 'subscriber' | 'operator'
}

export interface HelpInput {
  lang: Lang
  commands: readonly HelpCommand[]
  /** Operators see their own commands as well. */
  role: HelpCommand['role']
}

/** The commands that the reader may use, one a line, from the same list that registers them. */
export function composeHelp({ lang, commands, role }: HelpInput): MessageDraft {
  const table = texts(lang).bot
  const linesOf = (wanted: HelpCommand['role']) =>
    commands.filter((command) => command.role === wanted).map((command) => commandLine(command, lang))
  const own = [`<b>${table.helpTitle}</b>`, ...linesOf('subscriber')]
  const operators = role === 'operator' ? ['', `<b>${table.operatorHelpTitle}</b>`, ...linesOf('operator')] : []
  return { text: directLines([...own, ...operators].join('\n'), lang), buttons: [], preview: false, silent: false }
}

function commandLine({ name, summary }: HelpCommand, lang: Lang): string {
  const command = lang === 'ar' ? isolate(`/${name}`) : `/${name}`
  return `${command} ${escapeHtml(summary)}`
}
