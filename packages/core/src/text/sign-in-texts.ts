import { textRows } from './text-rows.ts'

/** Signing in to the page, and what the bot says of it. */
export const signInTexts = textRows({
  signIn: { ar: 'تسجيل الدخول', en: 'Sign in' },
  signOut: { ar: 'خروج', en: 'Sign out' },
  signedInAs: { ar: 'دخلت باسم', en: 'Signed in as' },
  mayRead: { ar: 'للقراءة', en: 'may read' },
  mayOperate: { ar: 'للقراءة والتشغيل', en: 'may read and operate' },
  byBot: { ar: 'من البوت', en: 'From the bot' },
  byBotHow: {
    ar: 'إن كنت مشغّلًا فأرسل ⁦/page⁩ إلى البوت في محادثتك الخاصة معه: يرسل إليك رابطًا يعمل مرة واحدة خلال عشر دقائق.',
    en: 'If you are an operator, send /page to the bot in your private chat with it: it answers with a link that works once, within ten minutes.',
  },
  byToken: { ar: 'برمز دخول', en: 'With a token' },
  byTokenHow: {
    ar: 'من له الخادم ينشئ رمزًا بالأمر ⁦rasid token create my-laptop --scope operate⁩',
    en: 'Whoever runs the server makes one: rasid token create my-laptop --scope operate',
  },
  token: { ar: 'رمز الدخول', en: 'Token' },
  wrongToken: {
    ar: 'هذا الرمز غير صحيح، أو أُلغي، أو انتهت مدته.',
    en: 'This token is wrong, was revoked, or has expired.',
  },
  tooManyTries: {
    ar: 'محاولات كثيرة من هذا العنوان. أعد المحاولة بعد ربع ساعة.',
    en: 'Too many tries from this address. Try again in a quarter of an hour.',
  },
  tooManyRequests: {
    ar: 'طلبات كثيرة من هذا العنوان. انتظر دقيقة.',
    en: 'Too many requests from this address. Wait a minute.',
  },
  linkTitle: { ar: 'الدخول إلى صفحة راصد', en: 'Sign in to Rasid’s page' },
  linkPress: {
    ar: 'اضغط الزر لتدخل في هذا المتصفح. يعمل الرابط مرة واحدة.',
    en: 'Press the button to sign in with this browser. The link works once.',
  },
  linkGone: {
    ar: 'استُعمل هذا الرابط أو انتهت دقائقه العشر. أرسل ⁦/page⁩ إلى البوت ليرسل رابطًا جديدًا.',
    en: 'This link was used, or its ten minutes are over. Send /page to the bot for a new one.',
  },
  needed: {
    ar: 'هذه الصفحة لمن سجّل الدخول.',
    en: 'This page is for those who have signed in.',
  },
  operateNeeded: {
    ar: 'هذا لمن له صلاحية التشغيل. سجّل الدخول برابط من البوت أو برمز للتشغيل.',
    en: 'This needs the right to operate. Sign in by a link from the bot, or with a token whose scope is operate.',
  },
  staleForm: {
    ar: 'تغيّر دخولك منذ فُتحت الصفحة. افتحها من جديد ثم أعد المحاولة.',
    en: 'Your sign-in has changed since the page was opened. Open it again, then try again.',
  },
  openHere: {
    ar: 'مفتوحة بلا تسجيل دخول لأنها لا تُفتح إلا من هذا الجهاز.',
    en: 'Open without signing in, since only this machine can reach it.',
  },
  openToAll: {
    ar: 'مفتوحة للقراءة بلا تسجيل دخول.',
    en: 'Open to read without signing in.',
  },

  botLink: {
    ar: 'رابط الدخول إلى الصفحة، يعمل مرة واحدة خلال عشر دقائق. لا تعطه أحدًا.',
    en: 'Your link to the page; it works once, within ten minutes. Give it to nobody.',
  },
  botLinkSent: {
    ar: 'أرسلت الرابط إليك في محادثتنا الخاصة.',
    en: 'I have sent the link to you in our private chat.',
  },
  botWriteFirst: {
    ar: 'لا أرسل رابط الدخول في مجموعة. أرسل ⁦/page⁩ إليّ في محادثة خاصة.',
    en: 'I send no sign-in link to a group. Send /page to me in a private chat.',
  },
  botNoAddress: {
    ar: 'لا أعرف عنوان الصفحة. اضبط ⁦RASID_PUBLIC_URL⁩ عند تشغيل البوت.',
    en: 'I do not know where the page is. Set RASID_PUBLIC_URL where the bot runs.',
  },
})
