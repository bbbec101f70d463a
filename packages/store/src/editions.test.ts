import { expect, it } from 'vitest'
import { editionAfter } from './editions.ts'

const related = (outlets: number) => ({ tier: 'related' as const, outlets })
const core = (outlets: number) => ({ tier: 'core' as const, outlets })

it.each([
  {
    why: 'the first live article',
    last: null,
    tellable: false,
    now: core(1),
    origin: 'live',
    reason: 'new',
    told: true,
  },
  { why: 'a seed', last: null, tellable: false, now: core(1), origin: 'archive', reason: 'new', told: false },
  {
    why: 'a baseline article',
    last: null,
    tellable: false,
    now: core(1),
    origin: 'baseline',
    reason: 'new',
    told: false,
  },
  {
    why: 'live news on a baseline story',
    last: core(1),
    tellable: false,
    now: core(1),
    origin: 'live',
    reason: 'new',
    told: true,
  },
  { why: 'baseline after baseline', last: core(1), tellable: false, now: core(1), origin: 'baseline', reason: null },
  {
    why: 'raised by a live article',
    last: related(1),
    tellable: true,
    now: core(1),
    origin: 'live',
    reason: 'raised',
    told: true,
  },
  {
    why: 'raised by a baseline article',
    last: related(1),
    tellable: true,
    now: core(1),
    origin: 'baseline',
    reason: 'raised',
    told: false,
  },
  { why: 'a tier that fell', last: core(1), tellable: true, now: related(1), origin: 'live', reason: null },
  { why: 'a second outlet', last: core(1), tellable: true, now: core(2), origin: 'live', reason: 'grown', told: true },
  { why: 'a third outlet', last: core(2), tellable: true, now: core(3), origin: 'live', reason: 'grown', told: true },
  { why: 'a fourth outlet', last: core(3), tellable: true, now: core(4), origin: 'live', reason: null },
  {
    why: 'a jump over a step',
    last: core(3),
    tellable: true,
    now: core(7),
    origin: 'live',
    reason: 'grown',
    told: true,
  },
  { why: 'one outlet again', last: core(2), tellable: true, now: core(2), origin: 'live', reason: null },
] as const)('owes an edition: $why', ({ last, tellable, now, origin, reason, ...rest }) => {
  const edition = editionAfter({ last, tellable }, now, origin)
  expect(edition?.reason ?? null).toBe(reason)
  if (edition !== null) expect(edition.tellable).toBe('told' in rest && rest.told)
})
