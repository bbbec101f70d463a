import type { MessageDraft } from './draft.ts'

// What Telegram's server would say of a draft, for tests: the checks of its HTML parser and its limits, written apart from the code
// under test.

const ALLOWED = /^(?:b|i|a)$/

/** Problems of a draft's HTML, text, keyboard and direction; none when Telegram would take it and show it as meant. */
export function problemsOf(draft: MessageDraft, lang: 'ar' | 'en'): string[] {
  const { problems, text, entities } = parse(draft.text)
  if (text.trim() === '') problems.push('empty text')
  if (text.length > 4_096) problems.push(`text of ${text.length} characters`)
  if (entities > 90) problems.push(`${entities} entities`)
  if (Buffer.byteLength(draft.text) > 32_768) problems.push('more than 32,768 bytes')
  if (!draft.text.isWellFormed()) problems.push('lone surrogate')
  if (/[\u202A-\u202E]/.test(text)) problems.push('bidi override')
  if (lang === 'ar') problems.push(...text.split('\n').flatMap(directionProblem))
  for (const button of draft.buttons.flat()) {
    if ('data' in button && Buffer.byteLength(button.data) > 64) problems.push(`callback data ${button.data}`)
    if (button.text.trim() === '') problems.push('button without text')
  }
  return problems
}

function directionProblem(line: string): string[] {
  const first = /[\p{L}\u200F]/u.exec(line)?.[0]
  const found: string[] = []
  if (line.trim() !== '' && (first === undefined || !/[\p{Script=Arabic}\u200F]/u.test(first)))
    found.push(`direction: ${line}`)
  if (line.includes('\u200F\u200F')) found.push(`doubled mark: ${line}`)
  let depth = 0
  for (const char of line) {
    depth += char === '\u2066' ? 1 : char === '\u2069' ? -1 : 0
    if (depth < 0 || depth > 1) found.push(`isolates: ${line}`)
  }
  if (depth !== 0) found.push(`open isolate: ${line}`)
  return found
}

function parse(html: string): { problems: string[]; text: string; entities: number } {
  const problems: string[] = []
  const open: string[] = []
  let text = ''
  let entities = 0
  for (let at = 0; at < html.length; ) {
    const rest = html.slice(at)
    const tag = /^<(\/?)([a-z]*)((?: [a-z]+="[^"<>]*")*)>/.exec(rest)
    const entity = /^&(amp|lt|gt|quot);/.exec(rest)
    if (tag) {
      const [whole, slash, name = ''] = tag
      if (!ALLOWED.test(name)) problems.push(`tag ${whole}`)
      if (slash === '') entities++
      if (slash === '') open.push(name)
      else if (open.pop() !== name) problems.push(`unmatched ${whole}`)
      at += whole.length
    } else if (entity) {
      text += { amp: '&', lt: '<', gt: '>', quot: '"' }[entity[1] as 'amp' | 'lt' | 'gt' | 'quot']
      at += entity[0].length
    } else {
      if (rest[0] === '<' || rest[0] === '>' || rest[0] === '&') problems.push(`bare ${rest.slice(0, 10)}`)
      text += rest[0]
      at += 1
    }
  }
  if (open.length > 0) problems.push(`unclosed ${open.join()}`)
  return { problems, text, entities }
}
