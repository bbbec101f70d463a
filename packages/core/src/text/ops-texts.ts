import { type CountOptions, count } from './count.ts'
import { textRows } from './text-rows.ts'

const ar = (noun: Parameters<typeof count>[1], n: number, options?: CountOptions) => count('ar', noun, n, options)
const en = (noun: Parameters<typeof count>[1], n: number, options?: CountOptions) => count('en', noun, n, options)
const of = (noun: Parameters<typeof count>[1], n: number) => count('ar', noun, n, { grammar: 'oblique' })

/** Operators' commands beyond feeds: people, lists, rules, figures, messages to all. Values are plain text. */
export const opsTexts = textRows({
  confirm: { ar: 'نعم، نفّذ', en: 'Yes, do it' },
  cancel: { ar: 'لا، ألغِ', en: 'No, cancel' },
  cancelled: { ar: 'أُلغي. لم يتغيّر شيء.', en: 'Cancelled. Nothing has changed.' },

  subNeedsName: {
    ar: 'اكتب اسم القناة بعد الأمر، مثل: ⁦/sub @channel⁩',
    en: 'Write the channel’s name after the command, for example: /sub @channel',
  },
  subUnknown: {
    ar: (name: string) => `لا أرى ${name}. تأكد من الاسم، وأضفني إليها مشرفًا، ثم أعد الأمر.`,
    en: (name: string) => `I cannot see ${name}. Check the name, make me an admin there, and send the command again.`,
  },
  subNotAdmin: {
    ar: (name: string) => `لا يقرر اشتراك ${name} إلا مشرفوها.`,
    en: (name: string) => `Only admins of ${name} can subscribe it.`,
  },
  subCannotPost: {
    ar: (name: string) => `لا أستطيع النشر في ${name}. اجعلني مشرفًا له حق نشر الرسائل، ثم أعد الأمر.`,
    en: (name: string) =>
      `I cannot post in ${name}. Make me an admin who may post messages, and send the command again.`,
  },
  subDone: {
    ar: (name: string) => `اشتركت ${name}. تصلها النشرة والتنبيهات؛ للإعدادات أو الإيقاف أرسل فيها ⁦/settings⁩ أو ⁦/stop⁩`,
    en: (name: string) =>
      `${name} is subscribed to digests and alerts; to change or stop them send /settings or /stop there.`,
  },
  subAlready: {
    ar: (name: string) => `${name} مشتركة من قبل.`,
    en: (name: string) => `${name} is subscribed already.`,
  },

  operatorsTitle: { ar: 'المشغّلون', en: 'Operators' },
  roleOwner: { ar: 'مالك', en: 'owner' },
  roleOperator: { ar: 'مشغّل', en: 'operator' },
  fromSettings: { ar: 'من إعدادات الخادم', en: 'from the server’s settings' },
  operatorsHint: {
    ar: 'للإضافة: ⁦/operators add 123456789⁩ برقم الشخص، أو ⁦/operators add⁩ ردًا على رسالة له. للسجل: ⁦/operators log⁩',
    en: 'To add: /operators add 123456789 with the person’s number, or /operators add as a reply to them. The log: /operators log',
  },
  ownersOnly: { ar: 'يضيف المشغّلين ويزيلهم المالك وحده.', en: 'Only an owner adds and removes operators.' },
  operatorAdded: { ar: (who: string) => `صار ${who} مشغّلًا.`, en: (who: string) => `${who} is an operator now.` },
  operatorKnown: { ar: (who: string) => `${who} مشغّل من قبل.`, en: (who: string) => `${who} is an operator already.` },
  operatorNeedsId: {
    ar: 'اكتب رقم الشخص في تيليغرام بعد ⁦add⁩، أو أرسل الأمر ردًا على رسالة له.',
    en: 'Write the person’s Telegram number after add, or send the command as a reply to them.',
  },
  removeOperator: { ar: (who: string) => `أزل ${who}`, en: (who: string) => `Remove ${who}` },
  removeOperatorQuestion: {
    ar: (who: string) => `أتُزال صلاحية المشغّل ${who}؟`,
    en: (who: string) => `Remove the operator ${who}?`,
  },
  operatorRemoved: {
    ar: (who: string) => `لم يعد ${who} مشغّلًا.`,
    en: (who: string) => `${who} is no operator any more.`,
  },
  lastOwner: {
    ar: 'هذا آخر مالك، ولا بد من واحد. أضف مالكًا آخر أولًا.',
    en: 'This is the last owner, and there must be one. Add another first.',
  },
  operatorGone: { ar: 'ليس مشغّلًا.', en: 'This is no operator.' },
  logTitle: { ar: 'آخر ما فعله المشغّلون', en: 'What operators did last' },
  logEmpty: { ar: 'السجل خالٍ.', en: 'The log is empty.' },

  importNeedsFile: {
    ar: 'أرسل ملف OPML واكتب ⁦/import⁩ في تعليقه، أو أرسل ⁦/import⁩ ردًا على الملف.',
    en: 'Send an OPML file with /import as its caption, or send /import as a reply to the file.',
  },
  importTooBig: { ar: 'الملف أكبر من ميغابايتين.', en: 'The file is larger than 2 MB.' },
  importSum: {
    ar: (added: number, known: number, problems: number) =>
      `أُضيف: ${ar('feed', added)} · مضاف من قبل: ${ar('feed', known)} · لم يُضف: ${ar('line', problems)}`,
    en: (added: number, known: number, problems: number) =>
      `Added: ${en('feed', added)} · known already: ${en('feed', known)} · not added: ${en('line', problems)}`,
  },
  importAdded: { ar: (what: string) => `أُضيفت: ${what}`, en: (what: string) => `added: ${what}` },
  importKnown: { ar: (what: string) => `مضافة من قبل: ${what}`, en: (what: string) => `known already: ${what}` },
  importLine: {
    ar: (line: number, what: string) => `السطر ${line}: ${what}`,
    en: (line: number, what: string) => `line ${line}: ${what}`,
  },
  noAddress: { ar: (what: string) => `بلا عنوان (${what})`, en: (what: string) => `has no address (${what})` },
  badAddress: {
    ar: (what: string) => `عنوان لا يصلح (${what})`,
    en: (what: string) => `not a usable address (${what})`,
  },
  credentials: {
    ar: (what: string) => `في عنوانه اسم أو كلمة سر، فلا يُتابع (${what})`,
    en: (what: string) => `its address carries a name or password, so it is not followed (${what})`,
  },
  duplicate: { ar: (what: string) => `مكرر في الملف (${what})`, en: (what: string) => `twice in the file (${what})` },
  notOpml: { ar: (_what: string) => 'ليس ملف OPML', en: (_what: string) => 'this is no OPML file' },
  tooMany: { ar: (_what: string) => 'خلاصات أكثر مما يُقبل', en: (_what: string) => 'more feeds than are accepted' },
  refused: {
    ar: (what: string, why: string) => `عنوان ممنوع (${what}): ${why}`,
    en: (what: string, why: string) => `an address that is not allowed (${what}): ${why}`,
  },
  fullReport: { ar: 'التقرير سطرًا سطرًا في الملف.', en: 'The report line by line is in the file.' },
  exported: {
    ar: (feeds: number) => `${ar('feed', feeds)} بصيغة OPML`,
    en: (feeds: number) => `${en('feed', feeds)} as OPML`,
  },

  broadcastNeedsText: {
    ar: 'اكتب الرسالة بعد الأمر، مثل: ⁦/broadcast⁩ تتوقف النشرة غدًا للصيانة.',
    en: 'Write the message after the command, for example: /broadcast No digest tomorrow, for maintenance.',
  },
  broadcastQuestion: {
    ar: (chats: number) => `أتُرسل هذه الرسالة إلى ${of('chat', chats)}؟`,
    en: (chats: number) => `Send this message to ${en('chat', chats)}?`,
  },
  broadcastNobody: { ar: 'لا مشتركين بعد.', en: 'Nobody is subscribed yet.' },
  broadcastOwed: {
    ar: (chats: number) => `في طريقها إلى ${of('chat', chats)}.`,
    en: (chats: number) => `On its way to ${en('chat', chats)}.`,
  },
  fromOperators: { ar: 'من مشغّلي راصد', en: 'From Rasid’s operators' },

  statsTitle: { ar: 'أرقام آخر سبعة أيام', en: 'The last seven days' },
  statsVisits: {
    ar: (visits: number, added: number) => `زيارات الخلاصات: ${visits}، والجديد فيها: ${ar('item', added)}`,
    en: (visits: number, added: number) => `Visits of feeds: ${visits}, with ${en('item', added)} that were new`,
  },
  statsMatches: {
    ar: (matches: number, stories: number) =>
      matches === 0 ? ar('match', 0) : `${ar('match', matches)} في ${of('story', stories)}`,
    en: (matches: number, stories: number) =>
      `On the topic: ${en('match', matches)} · stories: ${en('story', stories)}`,
  },
  statsMessages: {
    ar: (alerts: number, digests: number, edits: number) =>
      `أُرسل: ${ar('alert', alerts)}، ${ar('digest', digests)}، ${ar('edit', edits)}`,
    en: (alerts: number, digests: number, edits: number) =>
      `Sent: ${en('alert', alerts)}, ${en('digest', digests)}, ${en('edit', edits)}`,
  },
  statsChats: {
    ar: (active: number, stopped: number) => `المشتركون: ${ar('chat', active)} · توقف أو انقطع: ${stopped}`,
    en: (active: number, stopped: number) => `Subscribed: ${en('chat', active)}; stopped or lost: ${stopped}`,
  },
  precisionTitle: { ar: 'رأي القرّاء', en: 'What readers say' },
  precisionNone: { ar: 'لا آراء بعد.', en: 'No votes yet.' },
  precisionOf: {
    ar: (what: string, wanted: number, votes: number) => `${what}: نافع ${wanted} من ${votes}`,
    en: (what: string, wanted: number, votes: number) => `${what}: useful ${wanted} of ${votes}`,
  },

  topicTitle: { ar: (title: string) => `الموضوع: ${title}`, en: (title: string) => `Topic: ${title}` },
  topicVersion: { ar: (version: string) => `النسخة: ${version}`, en: (version: string) => `Version: ${version}` },
  topicWords: {
    ar: (entity: string, aliases: number, some: string) => `${entity} (${ar('alias', aliases)}): ${some}`,
    en: (entity: string, aliases: number, some: string) => `${entity} (${en('alias', aliases)}): ${some}`,
  },
  topicCues: {
    ar: (cues: string) => `قرائن القواعد، وعدد ألفاظ كل منها: ${cues}`,
    en: (cues: string) => `Cues of the rules, and how many words each has: ${cues}`,
  },
  topicMasks: {
    ar: (masks: number, some: string) => `لا تُعدّ ذكرًا لأحد (${ar('phrase', masks)}): ${some}`,
    en: (masks: number, some: string) => `Never counted (${en('phrase', masks)}): ${some}`,
  },
  topicEdits: { ar: 'آخر التعديلات', en: 'Last edits' },
  topicHint: {
    ar: 'لإضافة لفظ: ⁦/topic add⁩ ثم اسم الكيان ثم اللفظ. لحذف لفظ: ⁦/topic remove⁩ كذلك. للتراجع: ⁦/topic undo⁩',
    en: 'To add a word: /topic add, the entity’s name, the word. To remove one: /topic remove likewise. To take the last edit back: /topic undo',
  },
  topicNeeds: {
    ar: 'اكتب اسم الكيان ثم اللفظ، مثل: ⁦/topic add russia⁩ الكرملين',
    en: 'Write the entity’s name, then the word, for example: /topic add russia الكرملين',
  },
  topicTrying: { ar: 'أجرّب التعديل على المقالات المحفوظة…', en: 'Trying the change on the stored articles…' },
  topicNothing: { ar: 'القواعد كما تريدها من قبل.', en: 'The rules are so already.' },
  topicRefused: {
    ar: (why: string) => `لا يُقبل التعديل: ${why}`,
    en: (why: string) => `The change is refused: ${why}`,
  },
  topicSurfaces: {
    ar: (surfaces: string) => `الصور التي يطابقها، بعد توحيد الإملاء: ${surfaces}`,
    en: (s: string) => `Matches the forms: ${s}`,
  },
  topicTried: {
    ar: (articles: number) => `جُرّب على ${of('article', articles)}`,
    en: (articles: number) => `Tried on ${en('article', articles)}`,
  },
  topicChanges: {
    ar: (added: number, lost: number, raised: number, lowered: number) =>
      `تطابق من جديد: ${added} · تسقط: ${lost} · تصير أساسية: ${raised} · تنزل: ${lowered}`,
    en: (added: number, lost: number, raised: number, lowered: number) =>
      `newly matched: ${added} · lost: ${lost} · raised: ${raised} · lowered: ${lowered}`,
  },
  topicAlerts: {
    ar: (before: string, after: string) => `التنبيهات في اليوم: ${before} الآن، ${after} بعد التعديل`,
    en: (before: string, after: string) => `Alerts a day: ${before} now, ${after} after the change`,
  },
  topicCasesBroken: {
    ar: (cases: number) => `لا يُقبل: تُخطئ به أمثلة من أمثلة الموضوع (عددها ${cases}).`,
    en: (cases: number) => `Refused: ${cases} of the topic’s examples would be wrong with it.`,
  },
  topicApplied: {
    ar: (version: string) => `صار نافذًا. النسخة: ${version}`,
    en: (version: string) => `In force. Version: ${version}`,
  },
  topicMoved: {
    ar: (who: string, edit: string) =>
      `تغيّرت القواعد بعد التجربة: ${edit}، من ${who}. أعد الأمر لتجربه على ما هو نافذ.`,
    en: (who: string, edit: string) =>
      `The rules changed since the trial: ${edit}, by ${who}. Send the command again to try it on what holds.`,
  },
  topicUndoQuestion: {
    ar: (edit: string, who: string) => `أيُتراجع عن التعديل ${edit}، من ${who}؟`,
    en: (edit: string, who: string) => `Take back the edit ${edit}, by ${who}?`,
  },
  topicUndone: { ar: (edit: string) => `تُراجع عنه: ${edit}`, en: (edit: string) => `Taken back: ${edit}` },
  topicNoEdits: { ar: 'لا تعديل للتراجع عنه.', en: 'There is no edit to take back.' },
  topicNeeded: {
    ar: 'تعتمد عليه تعديلات لاحقة؛ تراجع عنها أولًا.',
    en: 'Later edits rest on it; take them back first.',
  },
})
