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
    ['روسیا في کابل', 'ar', 'one Arabic function word outweighs two Eastern letters'],
    ['الروس والکرملین وکابل', 'ar', 'and so do two articles'],
    ['الروس الکرملین', 'ar', 'with no clitic before them'],
    ['سالگرد سالگرد', 'fa', 'ال inside a word is no article'],
    ['الی الی', 'fa', 'two letters behind ال make no word'],
    ['للروس وللکرملین وکابل', 'ar', 'the article behind ل'],
    ['جمهورية کابل وکرملین', 'ar', 'a ta marbuta'],
    ['إئتلاف أکی', 'ar', 'letters that only Arabic writes'],
    ['جنگ', 'ar', 'one Persian letter is too little'],
    ['جنگ چچن', 'fa', 'three are enough'],
    ['كرملين يك كيك', 'ar', 'the Arabic keyboard’s letters speak for Arabic'],
    ['کیک', 'fa', 'their Eastern twins against it'],
    ['کی', 'fa', 'two of them are enough'],
    ['کل', 'ar', 'one is not'],
    ['ٹ', 'ur', 'one letter of Urdu'],
    ['ټ', 'ps', 'one letter of Pashto'],
    ['ٹ ټ', 'ps', 'as much of both is Pashto'],
    ['ټ کیک کیک', 'ps', 'Pashto before Persian'],
    ['ٹ کیک کیک', 'ur', 'Urdu before Persian'],
    ['را را', 'fa', 'function words that Arabic has as well count less'],
    ['از', 'fa', 'those that it has not count whole'],
    ['كه از', 'fa', 'Persian words on an Arabic keyboard'],
    ['ميں ہے', 'ur', 'Urdu words'],
    ['چي ته', 'ps', 'Pashto words'],
    ['طالبان kabul', 'ar', 'a Latin name beside an Arabic one'],
    ['طالبان Russian foreign ministry', 'other', 'more than twice as many Latin letters'],
    ['طالبان министерство', 'ar', 'Cyrillic, not twice as much'],
    ['کی Москва и Кабул', 'other', 'Cyrillic, more'],
    ['کِیَ', 'fa', 'marks count for nothing'],
    ['Russia and the Taliban', 'other', 'Latin'],
    ['', 'other', 'nothing'],
    ['2024 :: !!', 'other', 'no letters'],
  ])('reads %s as %s: %s', (text, language) => {
    expect(languageOf(text)).toBe(language)
  })

  it('judges a long text by its beginning', () => {
    expect(languageOf(`${'از '.repeat(500)}${'إلى '.repeat(4000)}`)).toBe('fa')
    expect(languageOf(`${'از '.repeat(499)}${'إلى '.repeat(4000)}`)).toBe('fa')
  })

  it('counts no more than forty Arabic letters, however long the text', () => {
    expect(languageOf(`${'ئئئئئ '.repeat(60)}${'از '.repeat(11)}`)).toBe('fa')
    expect(languageOf(`${'ئئئئئ '.repeat(60)}${'از '.repeat(9)}`)).toBe('ar')
  })
})
