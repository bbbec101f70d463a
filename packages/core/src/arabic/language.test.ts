import { describe, expect, it } from 'vitest'
import { languageOf } from './language.ts'

describe('languageOf', () => {
  it.each([
    ['روسيا تعترف رسميا بحكومة طالبان', 'ar', 'an ordinary headline'],
    ['لافروف يستقبل متقي', 'ar', 'two names and a verb, no function word'],
    ['روسیا تعترف بحکومة طالبان', 'ar', 'Arabic typed with a Persian keyboard'],
    ['وزير الخارجيه يصل الى موسكو', 'ar', 'no hamza, ha for ta marbuta'],
    ['روسیه طالبان را به رسمیت شناخت', 'fa', 'Persian letters and function words'],
    ['وزير خارجه روسيه با متقي ديدار كرد', 'fa', 'Persian typed with an Arabic keyboard'],
    ['مسکو: طالبان تهدید نیست', 'fa', 'a short Persian headline'],
    ['طالبان کے وفد کا ماسکو کا دورہ', 'ur', 'Urdu letters'],
    ['روس نے طالبان حکومت کو تسلیم کر لیا', 'ur', 'Urdu function words'],
    ['د طالبانو پلاوی مسکو ته ورسېد', 'ps', 'Pashto letters'],
    ['په مسکو کې د افغانستان په اړه غونډه', 'ps', 'Pashto function words'],
    ['Russia and the Taliban', 'other', 'Latin'],
    ['', 'other', 'nothing'],
    ['2024 :: !!', 'other', 'no letters'],
  ])('reads %s as %s: %s', (text, language) => {
    expect(languageOf(text)).toBe(language)
  })
})
