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
