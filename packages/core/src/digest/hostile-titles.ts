// Titles as feeds and attackers write them. Each is sent through every composed message in hostile-titles.test.ts.

const wrapped = (open: string, close: string) => `روسيا ${open}وطالبان${close} في كابل`
const repeat = (text: string, times: number) => text.repeat(times)

const bidiMarks = ['\u202A', '\u202B', '\u202D', '\u202E', '\u2066', '\u2067', '\u2068', '\u200E', '\u200F', '\u061C']

const bidi = [
  ...bidiMarks.map((mark) => wrapped(mark, '')),
  ...bidiMarks.map((mark) => `${mark}موسكو`),
  '\u202Eلا يقرأ هذا بالمقلوب\u202C',
  '\u2069\u2069\u2069 إغلاق بلا فتح',
  '\u2066\u2066\u2066 فتح بلا إغلاق',
  'هجوم \u202Egnp.exe',
]

const markup = [
  '<b>غامق</b>',
  '<script>alert(1)</script> عاجل',
  '<a href="https://example.org">رابط</a>',
  '</a></b></i>',
  '<<<>>>',
  '<',
  '>',
  '&',
  '&amp;',
  '&lt;b&gt;',
  '&#60;b&#62;',
  '&#x3C;',
  '&nbsp;&zwnj;&hellip;',
  '&unknown;',
  '& < > " \'',
  '"><b>',
  "' onclick='x",
  '<!-- تعليق -->',
  '<![CDATA[خبر]]>',
  '<tg-spoiler>سر</tg-spoiler>',
  '<pre><code class="language-x">',
  '<blockquote expandable>',
  '*غامق* _مائل_ `رمز` [نص](https://example.org)',
  '||مخفي|| ~~مشطوب~~',
  '\\. \\! \\-',
  '{{قالب}} $' + '{قيمة} %s %n',
]

const invisible = [
  '',
  ' ',
  '\u00A0',
  '\u200B',
  '\u200C',
  '\u200D',
  '\uFEFF',
  '\u2060\u2061\u2062',
  '\u3164',
  '\u2800\u2800',
  '\u00AD\u00AD',
  'طا\u00ADلبان',
  'طا\u200Bلبان',
  'می\u200Cخواهم',
  '\u200Cروسيا\u200C',
  'روسيا\u200C وطالبان',
  'طا\u200Dلبان',
  'كلمة\u180Eكلمة',
  'كلمة\u034Fكلمة',
  '\u{E0041}\u{E0042} وسوم',
  '\uFFF9شرح\uFFFA\uFFFB',
  '\uFFFC',
]

const controls = [
  'سطر\nسطر',
  'سطر\r\nسطر',
  'عمود\tعمود',
  'صفر\u0000صفر',
  'جرس\u0007',
  '\u001B[31mأحمر\u001B[0m',
  'فاصل\u2028أسطر',
  'فاصل\u2029فقرات',
  '\u0085سطر جديد',
  '\u007Fحذف',
  '\n\n\n',
  'سطر\n\n\n\n\n\n\n\n\n\nبعيد',
]

const broken = [
  '\uD800',
  '\uDC00',
  'نصف \uD83D زوج',
  '\uDE00 نصف',
  repeat('\uD83D', 50),
  '\uFFFD\uFFFD',
  '\uFDD0\uFFFE',
  'م\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301وسكو',
  repeat('\u0650', 200),
  'ﷺ',
  'ﻃﺎﻟﺒﺎﻥ',
]

const emoji = [
  '🔴 عاجل',
  '🇷🇺 روسيا',
  '🇦🇫🇷🇺',
  '👨‍👩‍👧‍👦 عائلة',
  '😀😀😀',
  repeat('🔥', 300),
  '1️⃣ أولا',
  '❤️',
  'هجوم 💥 في كابل',
  '☪️',
]

const mixed = [
  'Russia and the Taliban',
  'ISIS-K تتبنى هجوم كابل',
  'روسيا: FSB يحبط هجوما لـISIS-K',
  'الأمر /latest والأمر /stop',
  '@rasid_bot يقول',
  '#طالبان #روسيا $RUB',
  'https://example.org/?a=1&b=2',
  'رابط https://example.org/طالبان و example.com',
  'بريد someone@example.org',
  '2026-11-22',
  '2026-11-22 بيان',
  '24/7',
  'هاتف +7 495 000-00-00',
  '100% من 5G',
  'C++ و C#',
  '(روسيا) [طالبان] {كابل}',
  "«روسيا» “طالبان” 'كابل'",
  'Россия и Талибан',
  'Ρωσία',
  'רוסיה והטליבאן',
  '俄罗斯与塔利班',
  'طالبان – Taliban – طالبان',
  '12345',
  '١٢٣٤٥',
  '...',
  '؟!',
  '-',
  'A',
  'روسيا ... Taliban?',
]

const long = [
  repeat('روسيا ', 1_000),
  repeat('ا', 5_000),
  repeat('<', 3_000),
  repeat('&', 3_000),
  repeat('"', 3_000),
  repeat('Taliban ', 700),
  repeat('a', 4_097),
  repeat('😀 ', 2_200),
  repeat('@name ', 600),
  repeat('روسيا Taliban ', 400),
  repeat('\u202E', 2_000),
  repeat('#وسم ', 800),
]

export const hostileTitles: readonly string[] = [
  ...bidi,
  ...markup,
  ...invisible,
  ...controls,
  ...broken,
  ...emoji,
  ...mixed,
  ...long,
]
