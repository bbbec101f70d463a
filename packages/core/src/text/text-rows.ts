import type { Lang } from './lang.ts'

type Sentence = (...values: never[]) => string

/** One area's texts: for each name the Arabic and the English, side by side; a sentence that takes values is a function. */
export type TextRows = Record<string, { ar: string; en: string } | { ar: Sentence; en: Sentence }>

/** One language of an area. */
export type Spoken<Rows extends TextRows> = { readonly [Name in keyof Rows]: Loose<Rows[Name]['ar']> }

type Loose<Text> = Text extends string ? string : Text

/** Checks an area's rows at compile time: a missing language, or an English that takes other values than its Arabic,
 *  does not compile. Values are plain text unless the row's comment says HTML. */
export function textRows<Rows extends TextRows>(
  rows: Rows & { [Name in keyof Rows]: { en: Loose<Rows[Name]['ar']> } },
): Rows {
  return rows
}

/** Picks one language out of an area. */
export function speak<Rows extends TextRows>(rows: Rows, lang: Lang): Spoken<Rows> {
  return Object.fromEntries(Object.entries(rows).map(([name, row]) => [name, row[lang]])) as Spoken<Rows>
}
