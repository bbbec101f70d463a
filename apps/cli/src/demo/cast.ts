import { BROKEN_OUTLET, type DemoScript, type OutletOptions, QUIET_OUTLET } from '@rasid/stand-ins'

const FORMATS: Record<NonNullable<OutletOptions['format']>, string> = {
  rss: 'RSS 2.0',
  atom: 'Atom',
  rdf: 'RSS 1.0',
  json: 'JSON Feed',
}
const CHARSETS_SAID = { both: '', header: '', declaration: ', said in the XML only', none: ', not said at all' }

/** A format as people call it. */
export const formatName = (outlet: OutletOptions | undefined): string => FORMATS[outlet?.format ?? 'rss']

/** One line an outlet: its name in addresses, its format, its charset, and what is odd about it. */
export function castLines(script: DemoScript): string[] {
  return script.outlets.map((outlet) => {
    const { name, charset = 'utf-8', charsetIn = 'both' } = outlet
    const part = `${name.padEnd(11)}${formatName(outlet).padEnd(11)}${`${charset}${CHARSETS_SAID[charsetIn]}`.padEnd(36)}`
    return `${part}${partOf(script, name)}`
  })
}

function partOf(script: DemoScript, name: string): string {
  if (name === BROKEN_OUTLET) return 'broken: answers 500'
  if (name === QUIET_OUTLET) return 'says nothing new: answers 304'
  const steps = script.steps.filter(({ outlet }) => outlet === name)
  const retold = steps.find(({ role }) => role === 'copy' || role === 'rewrite')?.role
  if (retold === 'copy') return "repeats another's story"
  return retold === 'rewrite' ? "rewords another's story" : ''
}
