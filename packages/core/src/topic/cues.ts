import { foldPhrase } from './alias-forms.ts'
import { neighbours } from './neighbours.ts'
import type { Bilingual, CueSource, CueStep } from './topic-schema.ts'

/** A cue list ready to be asked about a mention. */
export interface CompiledCue {
  name: string
  steps: readonly CompiledStep[]
  anchors: readonly string[]
  noAnchor: Bilingual | undefined
}

interface CompiledStep {
  verdict: 'accept' | 'refuse'
  side: 'before' | 'after'
  within: number
  behind: ReadonlySet<string>
  words: ReadonlySet<string>
  starts: readonly string[]
  endings: readonly string[]
  except: ReadonlySet<string>
  exceptEndings: readonly string[]
  match: 'either' | 'both'
  letters: number
  reason: Bilingual
}

/** What the words around a mention say; `open` leaves it to the anchors. */
export type CueVerdict = { kind: 'accept' } | { kind: 'refuse'; reason: Bilingual; word: string } | { kind: 'open' }

/** Folds a cue list's words once. */
export function compileCue(name: string, cue: CueSource): CompiledCue {
  return { name, steps: cue.steps.map(compileStep), anchors: cue.anchor, noAnchor: cue.no_anchor }
}

function compileStep(step: CueStep): CompiledStep {
  return {
    ...step,
    behind: new Set(step.behind.map(foldPhrase)),
    words: new Set(step.words.map(foldPhrase)),
    starts: step.starts.map(foldPhrase),
    endings: step.endings.map(foldPhrase),
    except: new Set(step.except.map(foldPhrase)),
    exceptEndings: step.except_endings.map(foldPhrase),
  }
}

/** Asks the steps in order; the first that applies to a word beside the mention decides. */
export function askCue(cue: CompiledCue, text: string, start: number, end: number): CueVerdict {
  for (const step of cue.steps) {
    const from = step.side === 'before' ? start : end
    const beside = neighbours(text, from, step.side, step.within)
    if (step.behind.size > 0 && !step.behind.has(beside.shift()?.word ?? '')) continue
    for (const near of beside)
      if (applies(step, near.word)) {
        if (step.verdict === 'accept') return { kind: 'accept' }
        return { kind: 'refuse', reason: step.reason, word: text.slice(near.start, near.end) }
      }
  }
  return { kind: 'open' }
}

function applies(step: CompiledStep, word: string): boolean {
  if (step.except.has(word) || step.exceptEndings.some((ending) => word.endsWith(ending))) return false
  if (step.words.has(word)) return true
  if (word.length < step.letters) return false
  const starts = step.starts.some((start) => word.startsWith(start))
  const ends = step.endings.some((ending) => word.endsWith(ending))
  return step.match === 'both' ? starts && ends : starts || ends
}
