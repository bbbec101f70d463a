import { textRows } from './text-rows.ts'

/** What operators did, as the audit log names it, in words; and who did it where it was no person. */
export const auditTexts = textRows({
  terminal: { ar: 'الطرفية', en: 'the terminal' },
  page: { ar: 'الصفحة', en: 'the page' },
  'claim-owner': { ar: 'صار مالكًا', en: 'became an owner' },
  'operator-add': { ar: 'إضافة مشغّل', en: 'added an operator' },
  'operator-remove': { ar: 'إزالة مشغّل', en: 'removed an operator' },
  'operators-chat': { ar: 'اختيار محادثة المشغّلين', en: 'chose the operators’ chat' },
  'feed-add': { ar: 'إضافة خلاصة', en: 'added a feed' },
  'feed-add-source': { ar: 'إضافة صفحة تُقرأ كخلاصة', en: 'added a page read as a feed' },
  'feed-set': { ar: 'ضبط خلاصة', en: 'changed a feed’s settings' },
  'feed-pause': { ar: 'إيقاف خلاصة', en: 'paused a feed' },
  'feed-resume': { ar: 'استئناف خلاصة', en: 'resumed a feed' },
  'feed-check': { ar: 'فحص خلاصة', en: 'checked a feed' },
  'feed-remove': { ar: 'حذف خلاصة', en: 'removed a feed' },
  'feed-replace': { ar: 'نقل خلاصة إلى عنوان آخر', en: 'moved a feed' },
  'feeds-import': { ar: 'استيراد خلاصات', en: 'imported feeds' },
  'feeds-export': { ar: 'تصدير الخلاصات', en: 'exported the feeds' },
  'topic apply': { ar: 'تعديل القواعد', en: 'changed the rules' },
  'topic undo': { ar: 'تراجع عن تعديل القواعد', en: 'took a change of the rules back' },
  'topic rematch': { ar: 'مطابقة المقالات المحفوظة من جديد', en: 'matched stored articles anew' },
  broadcast: { ar: 'رسالة إلى كل المشتركين', en: 'a message to all' },
  'saved-add': { ar: 'حفظ بحث', en: 'saved a search' },
  'saved-remove': { ar: 'حذف بحث محفوظ', en: 'removed a saved search' },
  'token-create': { ar: 'إصدار رمز دخول', en: 'made a token' },
  'token-revoke': { ar: 'إبطال رمز دخول', en: 'revoked a token' },
  'page-sign-in': { ar: 'دخول إلى الصفحة', en: 'signed in to the page' },
  line: {
    ar: (when: string, who: string, what: string) => `${when} · ${who} · ${what}`,
    en: (when: string, who: string, what: string) => `${when} · ${who} · ${what}`,
  },
  changed: {
    ar: (what: string, who: string, when: string) =>
      `لم يُنفَّذ: تغيّر الأمر بعد السؤال (${what}، ${who}، ${when}). انظر ما هو عليه الآن، ثم أعد الأمر.`,
    en: (what: string, who: string, when: string) =>
      `Not done: this changed after you were asked (${what}, ${who}, ${when}). Look at how it is now, then send the command again.`,
  },
})
