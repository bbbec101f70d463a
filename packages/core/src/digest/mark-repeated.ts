import { directLines, type Lang, plainOf, texts } from '../text/index.ts'
import type { MessageDraft } from './draft.ts'

/** The same message with "قد تكون هذه الرسالة مكررة" above it, for the one resend after an unknown outcome.
 *  Drafts are composed with room for it. */
export function markRepeated<Draft extends MessageDraft>(draft: Draft, lang: Lang): Draft {
  return { ...draft, text: `${directLines(`<i>${texts(lang).digest.maybeRepeated}</i>`, lang)}\n${draft.text}` }
}

/** The message without entities, for the second try after "can't parse entities"; send it without a parse mode. */
export function plainDraft<Draft extends MessageDraft>(draft: Draft): Draft {
  return { ...draft, text: plainOf(draft.text) }
}
