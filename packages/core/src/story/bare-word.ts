// A single ب, ك or ل is taken off long words only: كروكس and لاجئ begin with a letter of their own.
const CLITICS = /^[وف]?(?:[بك]?ال|لل)(?=\p{L}{3})|^[وف](?=\p{L}{4})(?:[بكل](?=\p{L}{5}))?|^[بكل](?=\p{L}{5})/u
// Plural, dual and pronoun endings.
const ENDINGS = /(?<=\p{L}{3})(?:تنا|تها|ته|نا|ات|ون|ين|ان|وا|يه|ها|هم|ه|ي|ا)$/u

/** A folded word without conjunction, preposition and article. Only to compare headlines on one event, never for matching. */
export function bareWord(word: string): string {
  return word.replace(CLITICS, '')
}

/** The bare word without its ending as well. */
export function stemOf(word: string): string {
  // Twice: the accusative ا stands behind an ending of its own (قياديا).
  return bareWord(word).replace(ENDINGS, '').replace(ENDINGS, '')
}
