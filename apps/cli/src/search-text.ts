// How a search says "without" where a leading hyphen would be read as an option; core reads both alike.
const MINUS = '\u2212'

/** Lets `-سوريا` be a word: no option begins with a hyphen and a letter outside ASCII. */
export function withoutMistakenOptions(args: readonly string[]): string[] {
  return args.map((arg) => (/^-(?![A-Za-z])\p{L}/u.test(arg) ? `${MINUS}${arg.slice(1)}` : arg))
}

/** Words of a command line as one search: what the shell kept together is a phrase, a filter stays as it is. */
export function searchText(words: readonly string[]): string {
  return words
    .map((word) => {
      const excluded = word.startsWith(MINUS) || word.startsWith('-')
      const bare = excluded ? word.slice(1) : word
      const isPhrase = bare.includes(' ') && !bare.includes(':') && !bare.startsWith('"')
      return `${excluded ? '-' : ''}${isPhrase ? `"${bare}"` : bare}`
    })
    .join(' ')
}
