import { textRows } from './text-rows.ts'

/** What the page about the API says; the rows named after operations also stand in the OpenAPI document, in English. */
export const apiTexts = textRows({
  title: { ar: 'للبرامج', en: 'For programs' },
  about: {
    ar: 'ما تعرضه الصفحة يُقرأ أيضًا من البرامج: ⁦JSON⁩ وخلاصات وأرقام وعروض في قاعدة البيانات.',
    en: 'What the page shows can be read by programs as well: JSON, feeds, metrics and views of the database.',
  },
  token: {
    ar: 'تُرسل البرامج رمزًا في ترويسة ⁦Authorization⁩، وتصنعه ⁦rasid token create⁩. ويلزم الرمز للتغيير دائمًا، وللقراءة حين لا تكون مفتوحة.',
    en: 'Programs send a token in the Authorization header; rasid token create makes one. Changes always need it, reading only where it is not open.',
  },
  routes: { ar: 'العناوين', en: 'Addresses' },
  takes: { ar: 'وسائطه', en: 'It takes' },
  document: { ar: 'وثيقة ⁦OpenAPI⁩', en: 'The OpenAPI document' },
  pagesOf: {
    ar: 'القوائم صفحات: في كل جواب ⁦next⁩ وترويسة ⁦Link⁩ إلى الصفحة التالية. ومن حفظ ⁦ETag⁩ وسأل به فلا يُعاد إليه ما لم يتغير.',
    en: 'Lists come in pages: each answer has next and a Link header to the one after it. Who keeps the ETag and asks with it is not sent again what did not change.',
  },
  problems: { ar: 'الأخطاء', en: 'Problems' },
  problemsAbout: {
    ar: 'كل خطأ وثيقة ⁦application/problem+json⁩: ما الخطأ (⁦detail⁩)، وما العمل (⁦help⁩)، وأي القيم (⁦errors⁩).',
    en: 'Every problem is an application/problem+json document: what is wrong (detail), what to do (help), and which values (errors).',
  },
  problem400: { ar: 'في الطلب قيمة لا تُقرأ.', en: 'A value of the request cannot be read.' },
  problem401: { ar: 'يلزم رمز صالح.', en: 'A valid token is needed.' },
  problem403: { ar: 'هذا الرمز لا يجيز ذلك.', en: 'This token does not allow it.' },
  problem404: { ar: 'لا شيء بهذا العنوان.', en: 'There is nothing at this address.' },
  problem409: { ar: 'هذا الاسم مأخوذ.', en: 'The name is taken.' },
  problem429: {
    ar: 'رموز خاطئة كثيرة، أو طلبات كثيرة: انتظر ما تقوله ⁦Retry-After⁩.',
    en: 'Too many wrong tokens or requests: wait as long as Retry-After says.',
  },
  problem500: { ar: 'خلل عندنا، وتفصيله في السجل.', en: 'A fault of ours; the log has its details.' },
  follow: { ar: 'خلاصات لقارئات الخلاصات', en: 'Feeds for feed readers' },
  followAbout: {
    ar: 'كل بحث يُتابَع بعنوانه، والمسمى باسمه. وحيث لا تكون القراءة مفتوحة يُكتب رمز قراءة في العنوان: ⁦?token=…⁩',
    en: 'Any search is followed by its address, a named one by its name. Where reading is not open, a token that may read stands in the address: ?token=…',
  },
  others: { ar: 'غير ذلك', en: 'Besides' },
  metrics: { ar: 'أرقام يجمعها ⁦Prometheus⁩', en: 'Metrics for Prometheus' },
  health: { ar: 'هل يعمل، وحال التسليم', en: 'Whether it works, and how deliveries do' },
  ready: { ar: 'هل هو جاهز للطلبات', en: 'Whether it is ready for requests' },
  sql: {
    ar: 'ومن أراد ⁦SQL⁩ فله عروض موصوفة في ⁦docs/sql.md⁩ ودور لا يقرأ غيرها.',
    en: 'For SQL there are views, described in docs/sql.md, and a role that reads nothing else.',
  },
  listStories: { ar: 'القصص، وأولها ما فيه أحدث مقال', en: 'Stories, the one with the newest article first' },
  readStory: { ar: 'قصة بمقالاتها وأطوارها', en: 'One story with its articles and editions' },
  searchMatches: { ar: 'البحث في المقالات المطابقة', en: 'Search in matched articles' },
  explainArticle: { ar: 'ما جرى لمقال ولماذا', en: 'What happened to an article, and why' },
  listFeeds: { ar: 'الخلاصات وحالها', en: 'Feeds and their health' },
  readFeed: { ar: 'خلاصة واحدة وحالها', en: 'One feed and its health' },
  listTopics: { ar: 'المواضيع', en: 'Topics' },
  readTopic: { ar: 'موضوع بكياناته وألفاظه وقواعده', en: 'One topic with its entities, aliases and rules' },
  countMessages: { ar: 'الرسائل وحال تسليمها', en: 'Messages, and how deliveries do' },
  readStats: { ar: 'أرقام الأيام الأخيرة', en: 'Figures of the last days' },
  listSaved: { ar: 'عمليات البحث المسمّاة', en: 'Searches that have a name' },
  addSaved: { ar: 'تسمية بحث', en: 'Name a search' },
  removeSaved: { ar: 'نسيان اسم بحث', en: 'Forget the name of a search' },
})
