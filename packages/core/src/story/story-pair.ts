// Pairs written for this project: what must stay two stories (different-stories.ts), and what is one (same-stories.ts). Tests and
// bench/stories read them.

export interface StoryPair {
  why: string
  a: { title: string; summary?: string }
  b: { title: string; summary?: string }
  /** Hours between them; 2 where not given. */
  hours?: number
}

/** A pair of headlines. */
export function titles(why: string, a: string, b: string, hours?: number): StoryPair {
  return { why, a: { title: a }, b: { title: b }, ...(hours === undefined ? {} : { hours }) }
}

/** A pair of headlines with their leads. */
export function leads(
  why: string,
  titleA: string,
  leadA: string,
  titleB: string,
  leadB: string,
  hours?: number,
): StoryPair {
  const pair = { why, a: { title: titleA, summary: leadA }, b: { title: titleB, summary: leadB } }
  return hours === undefined ? pair : { ...pair, hours }
}
