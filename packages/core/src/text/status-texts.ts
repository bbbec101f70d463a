import { type CountOptions, count } from './count.ts'
import { textRows } from './text-rows.ts'

const ar = (noun: Parameters<typeof count>[1], n: number, options?: CountOptions) => count('ar', noun, n, options)
const en = (noun: Parameters<typeof count>[1], n: number, options?: CountOptions) => count('en', noun, n, options)
const of = (noun: Parameters<typeof count>[1], n: number) => count('ar', noun, n, { grammar: 'oblique' })

/** The operators' status message: what is broken, silent or held, and what helps. Values are plain text. */
export const statusTexts = textRows({
  statusTitle: { ar: 'حال راصد', en: 'Rasid’s health' },
  statusAt: { ar: (moment: string) => `آخر نظر: ${moment}`, en: (moment: string) => `looked at ${moment}` },
  statusWell: { ar: 'كل شيء بخير.', en: 'All is well.' },
  statusFeeds: {
    ar: (healthy: number, active: number) =>
      active === 0
        ? 'لا خلاصات بعد.'
        : healthy === active
          ? `الخلاصات: ${healthy}، كلها سليمة`
          : `الخلاصات: ${healthy} سليمة من ${active}`,
    en: (healthy: number, active: number) =>
      active === 0
        ? 'No feeds yet.'
        : healthy === active
          ? `Feeds: ${healthy}, all healthy`
          : `Feeds: ${healthy} healthy of ${active}`,
  },
  statusOutage: {
    ar: (since: string) =>
      `الشبكة منقطعة (بدأ ذلك ${since}): لا يجيب أي ناشر. تُعاد المحاولة كل نصف دقيقة، ولا يُحسب ذلك على الخلاصات.`,
    en: (since: string) =>
      `Our network is out (it began ${since}): no publisher answers. Tried again every half minute; not counted against the feeds.`,
  },
  statusLowDisk: {
    ar: (since: string, free: string) =>
      `القرص يمتلئ (بدأ ذلك ${since}، والباقي ${free}): لا تُزار الخلاصات حتى يتسع، والإرسال مستمر. أخلِ مساحة حيث بيانات راصد.`,
    en: (since: string, free: string) =>
      `The disk is low (since ${since}, ${free} left): feeds are not visited until there is room, sending goes on. Free some space where Rasid’s data lies.`,
  },
  statusDiskRefused: {
    ar: (since: string) =>
      `قرص قاعدة البيانات ممتلئ (بدأ ذلك ${since}): لا تُزار الخلاصات إلا محاولة كل دقيقة. أخلِ مساحة على خادم القاعدة.`,
    en: (since: string) =>
      `The database’s disk is full (since ${since}): feeds are not visited but for one try a minute. Free some space on its server.`,
  },
  statusHeld: {
    ar: (reason: string) => `التسليم موقوف: يرفض تيليغرام رمز البوت (${reason}). ضع الرمز الجديد في ⁦RASID_BOT_TOKEN⁩`,
    en: (reason: string) =>
      `Deliveries are held: Telegram refuses the token (${reason}). Set the new one as RASID_BOT_TOKEN`,
  },
  statusOwed: {
    ar: (owed: number, minutes: number) =>
      `التسليم متأخر: ${ar('message', owed)} في الانتظار، أقدمها منذ ${of('minute', minutes)}`,
    en: (owed: number, minutes: number) =>
      `Deliveries are late: ${en('message', owed)} waiting, the oldest for ${en('minute', minutes)}`,
  },
  statusUndelivered: {
    ar: (dead: number, unknown: number) =>
      [
        ...(dead > 0 ? [`لم يُسلَّم في آخر يوم: ${ar('message', dead)}`] : []),
        ...(unknown > 0 ? [`لا يُعرف أوصلت: ${ar('message', unknown)}`] : []),
      ].join(' · '),
    en: (dead: number, unknown: number) =>
      [
        ...(dead > 0 ? [`Not delivered in the last day: ${en('message', dead)}`] : []),
        ...(unknown > 0 ? [`perhaps delivered: ${en('message', unknown)}`] : []),
      ].join(' · '),
  },
  statusFailing: {
    ar: (chat: string, why: string, messages: number) => `• ${chat}: ${why} (${ar('message', messages)})`,
    en: (chat: string, why: string, messages: number) => `• ${chat}: ${why} (${en('message', messages)})`,
  },
  refusedRights: {
    ar: 'لا يُسمح للبوت بالكتابة فيها. أعده مشرفًا له حق النشر',
    en: 'the bot may not write there; make it an admin who may post',
  },
  refusedClosed: { ar: 'أُغلق موضوعها في المنتدى', en: 'its forum topic is closed' },
  refusedUnknown: { ar: 'لا يجدها تيليغرام', en: 'Telegram does not find it' },
  refusedText: {
    ar: (said: string) => `لم يقبل تيليغرام الرسالة: ${said}`,
    en: (said: string) => `Telegram did not take the message: ${said}`,
  },
  topicLeft: {
    ar: (chat: string) => `حُذف موضوع المنتدى في «${chat}»: تصل رسائله الآن إلى المحادثة نفسها.`,
    en: (chat: string) => `The forum topic in “${chat}” is gone: its messages now go to the chat itself.`,
  },
  statusRules: { ar: 'تغيّرت القواعد في آخر يوم', en: 'The rules changed in the last day' },
  ruleMade: {
    ar: (edit: string, who: string, when: string) => `• ${edit} · ${who} · ${when}`,
    en: (edit: string, who: string, when: string) => `• ${edit} · ${who} · ${when}`,
  },
  ruleUndone: {
    ar: (edit: string, who: string, when: string) => `• تُراجع عن ${edit} · ${who} · ${when}`,
    en: (edit: string, who: string, when: string) => `• taken back: ${edit} · ${who} · ${when}`,
  },
  ruleSetAside: {
    ar: (edit: string) => `• لم يعد ملف القواعد يقبل هذا التعديل، فنُحّي: ${edit}`,
    en: (edit: string) => `• the rules’ file no longer takes this edit; it is set aside: ${edit}`,
  },
  rulesUndo: { ar: 'للتراجع: ⁦/topic undo⁩', en: 'To take the last one back: /topic undo' },
  statusMessages: {
    ar: (sent: number, marked: number) =>
      `أُرسل في آخر يوم: ${ar('message', sent)}${marked > 0 ? `، ربما تكرر منها ${marked}` : ''}`,
    en: (sent: number, marked: number) =>
      `Sent in the last day: ${en('message', sent)}${marked > 0 ? `, ${marked} of them perhaps repeats` : ''}`,
  },
  statusSilent: {
    ar: (since: string) => `صامتة (بدأ ذلك ${since})، أطول مما صمتت من قبل`,
    en: (since: string) => `silent (it began ${since}), longer than ever before`,
  },
  statusGaps: {
    ar: (gaps: number) => `فاتتنا منها أخبار ${of('time', gaps)} في أسبوع: تنشر أسرع مما نزورها`,
    en: (gaps: number) => `items were missed ${en('time', gaps)} this week: it publishes faster than we visit`,
  },
  statusGone: { ar: 'أزالها ناشرها (410)', en: 'removed by its publisher (410)' },
  statusWorth: {
    ar: (items: number, matches: number) =>
      `جاءت في 30 يومًا: ${ar('item', items)}، والمطابق منها: ${ar('item', matches)}`,
    en: (items: number, matches: number) =>
      `brought in 30 days: ${en('item', items)}, of them on the topic: ${en('match', matches)}`,
  },
  statusNext: { ar: (what: string) => `ما ينفع: ${what}`, en: (what: string) => `What helps: ${what}` },
  statusMore: {
    ar: (feeds: number) => `وغيرها في ⁦/feeds⁩: ${ar('feed', feeds)}`,
    en: (feeds: number) => `and ${en('feed', feeds)} more in /feeds`,
  },
})
