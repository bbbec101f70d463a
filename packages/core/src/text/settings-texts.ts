import { type CountOptions, count } from './count.ts'
import { textRows } from './text-rows.ts'

/** What `/settings` and the pages behind it say. */
export const settingsTexts = textRows({
  title: { ar: 'إعدادات هذه المحادثة', en: 'Settings of this chat' },
  hint: {
    ar: 'كل زر يعرض القيمة الحالية، واضغطه لتغييرها.',
    en: 'Each button shows what holds now; press it to change it.',
  },
  clockIn: {
    ar: (city: string, time: string) => `التوقيت: ${city}، والساعة الآن ${time}`,
    en: (city: string, time: string) => `Zone: ${city}, the time there is ${time}`,
  },
  tierCore: { ar: 'القصص: الأساسية فقط', en: 'Stories: core only' },
  tierRelated: { ar: 'القصص: مع ذات الصلة', en: 'Stories: core + related' },
  alertsOn: { ar: 'التنبيهات: فور وصولها', en: 'Alerts: as they come' },
  alertsOff: { ar: 'التنبيهات: متوقفة', en: 'Alerts: off' },
  alertsPerHour: {
    ar: (alerts: number, options: CountOptions) =>
      `في الساعة: حتى ${count('ar', 'alert', alerts, { ...options, grammar: 'oblique' })}`,
    en: (alerts: number, options: CountOptions) => `In an hour: up to ${count('en', 'alert', alerts, options)}`,
  },
  quietOff: { ar: 'ساعات الهدوء: لا', en: 'Quiet hours: no' },
  quietOn: {
    ar: (from: string, to: string) => `الهدوء: ${from} إلى ${to}`,
    en: (from: string, to: string) => `Quiet: ${from} to ${to}`,
  },
  digestOff: { ar: 'النشرة: متوقفة', en: 'Digest: off' },
  digestDaily: {
    ar: (times: string) => `النشرة: كل يوم ${times}`,
    en: (times: string) => `Digest: every day ${times}`,
  },
  digestOften: {
    ar: (times: number, options: CountOptions) => `النشرة: ${count('ar', 'time', times, options)} في اليوم`,
    en: (times: number, options: CountOptions) => `Digest: ${count('en', 'time', times, options)} a day`,
  },
  digestWeekly: {
    ar: (day: string, time: string) => `النشرة: كل ${day} ${time}`,
    en: (day: string, time: string) => `Digest: every ${day} ${time}`,
  },
  outletsAll: { ar: 'الوسائل: كلها', en: 'Outlets: all' },
  outletsMuted: {
    ar: (muted: number, options: CountOptions) => `المكتوم: ${count('ar', 'outlet', muted, options)}`,
    en: (muted: number, options: CountOptions) => `Muted: ${count('en', 'outlet', muted, options)}`,
  },
  followedNone: { ar: 'أتابع: لا أحد بعينه', en: 'I follow: nobody' },
  followedSome: {
    ar: (followed: number, options: CountOptions) => `أتابع: ${count('ar', 'name', followed, options)}`,
    en: (followed: number, options: CountOptions) => `I follow: ${count('en', 'name', followed, options)}`,
  },
  chooseFollowed: { ar: 'مَن تتابع؟', en: 'Whom do you follow?' },
  followedHint: {
    ar: 'كل قصة مطابقة تذكر مَن تتابعه تصلك، ولو كانت ذات صلة فقط، وعليها علامة «تتابع».',
    en: 'Every matching story that names one you follow comes to you, even if it is only related, and is marked “you follow”.',
  },
  thresholdFirst: { ar: 'التنبيه: من أول وسيلة', en: 'Alert: from the first outlet' },
  thresholdOutlets: {
    ar: (outlets: number, options: CountOptions) => `التنبيه: حين تنشره ${count('ar', 'outlet', outlets, options)}`,
    en: (outlets: number, options: CountOptions) => `Alert: once ${count('en', 'outlet', outlets, options)} carry it`,
  },
  zone: {
    ar: (city: string, time: string) => `التوقيت: ${city} ${time}`,
    en: (city: string, time: string) => `Zone: ${city} ${time}`,
  },
  language: { ar: 'اللغة: العربية', en: 'Language: English' },
  privacy: { ar: 'الخصوصية', en: 'Privacy' },
  chooseAlerts: { ar: 'التنبيهات', en: 'Alerts' },
  alertsHint: {
    ar: 'التنبيه رسالة عن قصة واحدة فور وصولها. ما زاد على الحد تجمعه النشرة.',
    en: 'An alert tells one story as it comes. What is beyond the limit waits for the digest.',
  },
  chooseDigest: { ar: 'كم مرة تريد النشرة؟', en: 'How often do you want the digest?' },
  digestHint: {
    ar: 'في النشرة كل ما لم يصلك تنبيهًا، ومعه ما غُطّي من المصادر.',
    en: 'The digest brings all that no alert told you, and what was covered.',
  },
  hoursLabel: { ar: (times: string) => `الساعة: ${times}`, en: (times: string) => `At: ${times}` },
  weekdayLabel: { ar: (day: string) => `اليوم: ال${day}`, en: (day: string) => `On: ${day}` },
  weekdayName: { ar: (day: string) => `ال${day}`, en: (day: string) => day },
  chooseWeekday: { ar: 'في أي يوم؟', en: 'On which day?' },
  chooseHour: { ar: 'في أي ساعة تريد النشرة؟', en: 'At which hour do you want the digest?' },
  daily: { ar: 'كل يوم', en: 'Daily' },
  twice: { ar: 'مرتين في اليوم', en: 'Twice daily' },
  several: { ar: 'عدة ساعات', en: 'Several hours' },
  weekly: { ar: 'كل أسبوع', en: 'Weekly' },
  never: { ar: 'بلا نشرة', en: 'No digest' },
  emptyOn: { ar: 'أيام بلا قصص: سطر صامت', en: 'Empty days: one silent line' },
  emptyOff: { ar: 'أيام بلا قصص: لا شيء', en: 'Empty days: nothing' },
  pictureOn: { ar: 'صورة الأسبوع: تصل مع النشرة', en: 'Picture of the week: with the digest' },
  pictureOff: { ar: 'صورة الأسبوع: لا', en: 'Picture of the week: no' },
  chooseQuiet: { ar: 'ساعات الهدوء', en: 'Quiet hours' },
  quietHint: {
    ar: 'ماذا تصنع التنبيهات في هذه الساعات؟ «المهمة فقط» هي القصص الأساسية التي نشرتها ثلاث وسائل أو أكثر، والباقي في النشرة.',
    en: 'What do alerts do in these hours? “Critical only” means core stories that three outlets or more carry; the rest comes in the digest.',
  },
  quietSame: {
    ar: 'البداية والنهاية متساويتان، فلا ساعات هدوء.',
    en: 'Start and end are the same, so there are no quiet hours.',
  },
  quietNone: { ar: 'لا هدوء', en: 'None' },
  quietHold: { ar: 'تُحفظ حتى الصباح', en: 'Hold until I wake' },
  quietCritical: { ar: 'المهمة فقط', en: 'Critical only' },
  quietFrom: { ar: (time: string) => `من ${time}`, en: (time: string) => `From ${time}` },
  quietTo: { ar: (time: string) => `إلى ${time}`, en: (time: string) => `To ${time}` },
  chooseQuietStart: { ar: 'متى تبدأ ساعات الهدوء؟', en: 'When do the quiet hours start?' },
  chooseQuietEnd: { ar: 'متى تنتهي ساعات الهدوء؟', en: 'When do the quiet hours end?' },
  chooseOutlets: { ar: 'الوسائل', en: 'Outlets' },
  outletsHint: {
    ar: 'اضغط وسيلة لكتمها. قصة لا تحملها إلا وسائل مكتومة لا تصل، لا تنبيهًا ولا في النشرة.',
    en: 'Press an outlet to mute it. A story that only muted outlets carry does not come, neither as an alert nor in the digest.',
  },
  noOutlets: { ar: 'لا وسائل بعد.', en: 'No outlets yet.' },
  chooseZone: { ar: 'أي ساعة تشبه ساعتك؟', en: 'Which clock is like yours?' },
  privacyTitle: { ar: 'ما يحفظه راصد عن هذه المحادثة', en: 'What Rasid keeps of this chat' },
  privacyText: {
    ar: 'رقمها واسمها في تيليغرام، وهذه الإعدادات، وما أُرسل إليها ومتى، وآراؤك 👍 👎 برقمك. لا تُحفظ رسائلك، ولا يُعطى شيء لأحد.',
    en: 'Its number and name on Telegram, these settings, what was sent to it and when, and your votes 👍 👎 by your number. Your messages are not kept, and nothing is given to anybody.',
  },
  forget: { ar: 'انسَ كل شيء عن هذه المحادثة', en: 'Forget all about this chat' },
  forgetQuestion: {
    ar: 'أيُنسى كل شيء عن هذه المحادثة؟ ينتهي الاشتراك، وتُمحى الإعدادات وسجل ما أُرسل. لا رجعة في ذلك.',
    en: 'Forget all about this chat? The subscription ends; settings and the list of what was sent are deleted. This cannot be undone.',
  },
  reallyForget: { ar: 'نعم، انسَ كل شيء', en: 'Yes, forget all' },
  keepAll: { ar: 'أبقِ كل شيء', en: 'Keep all' },
  forgotten: {
    ar: 'نُسي كل شيء عن هذه المحادثة. لتشترك من جديد أرسل ⁦/start⁩',
    en: 'All about this chat is forgotten. To subscribe again send /start',
  },
})

/** Sunday first, as `digestSlots` counts; in the genitive after "كل". */
export const weekdayTexts = textRows({
  day0: { ar: 'أحد', en: 'Sunday' },
  day1: { ar: 'اثنين', en: 'Monday' },
  day2: { ar: 'ثلاثاء', en: 'Tuesday' },
  day3: { ar: 'أربعاء', en: 'Wednesday' },
  day4: { ar: 'خميس', en: 'Thursday' },
  day5: { ar: 'جمعة', en: 'Friday' },
  day6: { ar: 'سبت', en: 'Saturday' },
})
