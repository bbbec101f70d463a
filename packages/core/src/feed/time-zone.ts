// Minutes east of Greenwich. Military letters are left out but Z: RFC 822 had them backwards, so nobody can mean them.
const ZONES: Readonly<Record<string, number>> = {
  ut: 0,
  utc: 0,
  gmt: 0,
  z: 0,
  wet: 0,
  west: 60,
  bst: 60,
  cet: 60,
  met: 60,
  mez: 60,
  cest: 120,
  mest: 120,
  mesz: 120,
  eet: 120,
  eest: 180,
  msk: 180,
  trt: 180,
  ast: -240,
  adt: -180,
  at: -240,
  est: -300,
  edt: -240,
  et: -300,
  cst: -360,
  cdt: -300,
  ct: -360,
  mst: -420,
  mdt: -360,
  mt: -420,
  pst: -480,
  pdt: -420,
  pt: -480,
  akst: -540,
  hst: -600,
  nst: -210,
  pkt: 300,
  ist: 330,
  aft: 270,
  irst: 210,
  gst: 240,
  jst: 540,
  kst: 540,
  aest: 600,
  aedt: 660,
  sgt: 480,
  hkt: 480,
}
// Folded city and country names after بتوقيت; standard time, since publishers name the zone and not the season.
const ARABIC_ZONES: readonly (readonly [RegExp, number])[] = [
  [/غرينتش|جرينتش|غرينيتش|العالمي/, 0],
  [/السعوديه|السعودية|الرياض|مكه|مكة|بغداد|العراق|الكويت|قطر|الدوحه|الدوحة|موسكو|دمشق|عمان الاردن/, 180],
  [/القاهره|القاهرة|مصر|القدس|فلسطين|بيروت|لبنان|ليبيا/, 120],
  [/ابوظبي|ابو ظبي|أبوظبي|دبي|الامارات|الإمارات|مسقط/, 240],
  [/كابول|كابل/, 270],
  [/الجزائر|تونس|المغرب/, 60],
]

/** The offset that a date's text names, in minutes, or null when it names none. `text` is folded and in lower case. */
export function zoneOf(text: string): number | null {
  const numeric = /(?:gmt|utc)?\s*([+-])\s?(\d{1,2}):?(\d{2})?\s*$/.exec(text.replace(/\s*\([^()]*\)\s*$/, ''))
  if (numeric) return signedMinutes(numeric)
  for (const word of text.match(/[a-z]+/g)?.reverse() ?? []) {
    const zone = ZONES[word]
    if (zone !== undefined) return zone
  }
  const place = text.includes('بتوقيت') ? text.slice(text.indexOf('بتوقيت')) : ''
  return place === '' ? null : (ARABIC_ZONES.find(([name]) => name.test(place))?.[1] ?? null)
}

function signedMinutes([, sign, hours = '0', minutes = '0']: RegExpExecArray): number | null {
  const total = Number(hours) * 60 + Number(minutes)
  return total > 15 * 60 || Number(minutes) > 59 ? null : sign === '-' ? -total : total
}
