import { foldArabic } from '../arabic/index.ts'

const SKIPPED_NAMES = new Set(
  'script style noscript template iframe object embed svg math canvas form button input select textarea label nav aside footer menu dialog video audio map'.split(
    ' ',
  ),
)
const SKIPPED_ROLES = new Set([
  'navigation',
  'complementary',
  'contentinfo',
  'banner',
  'search',
  'dialog',
  'alert',
  'menu',
  'toolbar',
])
// Whole words of class and id. Publishers name these blocks alike, whatever their content system.
const SKIPPED_CLASSES =
  /(?:^|[\s_-])(?:share|sharing|social|socials|comments?|disqus|related|read-?also|readmore|read-more|see-?also|also-read|recommend(?:ed|ation|ations)?|most-?read|popular|trending|newsletter|subscribe|subscription|breadcrumbs?|tags?|tag-list|keywords|sidebar|side-bar|widget|advert(?:isement)?|ads?|adsbygoogle|banner|promo|sponsored|taboola|outbrain|cookies?|consent|gdpr|popup|modal|toolbar|pagination|pager|copyright|footer|menu|navbar|author-?(?:bio|box)|follow-?us|whatsapp|telegram|latest-?news|more-?news|next-?article|prev-?article)(?:$|[\s_-])/i
const CONTENT_CLASSES =
  /(?:^|[\s_-])(?:article-?(?:body|content|text|details)|story-?(?:body|content|text)|entry-?content|post-?(?:content|body|text)|news-?(?:body|content|text|details)|content-?(?:body|text)|wysiwyg|field-name-body|paragraph-list|main-?text|body-?text)(?:$|[\s_-])/i

const folded = (phrases: string): string =>
  phrases
    .split('|')
    .map((phrase) => foldArabic(phrase))
    .join('|')

// Titles of blocks that lead to other articles. Left in, they put other stories' names into this one.
const ELSEWHERE = new RegExp(
  `^[\\s\\p{P}\\p{S}]*(?:${folded('اقرأ أيضا|إقرأ أيضا|اقرأ ايضا|اقرأ أيضًا|اقرأ المزيد|إقرأ المزيد|اقرأ كذلك|طالع أيضا|طالع المزيد|شاهد أيضا|شاهد ايضا|شاهد المزيد|أخبار متعلقة|أخبار ذات صلة|اخبار ذات صلة|أخبار مشابهة|مواضيع ذات صلة|موضوعات ذات صلة|مقالات ذات صلة|ذات صلة|مواد ذات صلة|محتوى ذو صلة|موضوعات متعلقة|مواضيع متعلقة|مقالات متعلقة|مواضيع مشابهة|قد يعجبك|قد يهمك|ربما يعجبك|اخترنا لك|نرشح لك|الأكثر قراءة|الأكثر مشاهدة|الأكثر تداولا|الأكثر تعليقا|آخر الأخبار|أحدث الأخبار|المزيد من الأخبار|مزيد من الأخبار|المزيد حول|تابعنا على|تابعونا على|تابع أيضا|لمتابعة آخر|للمزيد من الأخبار|اشترك في|كلمات دلالية|الكلمات الدلالية|وسوم|شارك الخبر|شارك المقال|شارك هذا|انضم إلى قناتنا|لمزيد من الأخبار')}|read also|also read|read more|related (?:articles|news|stories|posts|topics)|see also|you may (?:also )?like|recommended for you|most (?:read|popular|viewed)|more on this story|trending now|follow us|share this)(?=$|[\\s\\p{P}])`,
  'iu',
)

/** Whether an element never belongs to an article's text, by its name, role, class or id. */
export function isBoilerplate(name: string, attributes: Readonly<Record<string, string>>): boolean {
  if (SKIPPED_NAMES.has(name)) return true
  if (SKIPPED_ROLES.has(attributes.role ?? '')) return true
  if (attributes.hidden !== undefined || attributes['aria-hidden'] === 'true') return true
  if (/display\s*:\s*none/i.test(attributes.style ?? '')) return true
  if (name === 'body' || name === 'html' || name === 'main' || name === 'article') return false
  const marks = `${attributes.class ?? ''} ${attributes.id ?? ''}`.slice(0, 500)
  return SKIPPED_CLASSES.test(marks) && !CONTENT_CLASSES.test(marks)
}

/** Whether an element is named as the article's body. */
export function isNamedBody(attributes: Readonly<Record<string, string>>): boolean {
  if (/articleBody/i.test(attributes.itemprop ?? '')) return true
  return CONTENT_CLASSES.test(`${attributes.class ?? ''} ${attributes.id ?? ''}`.slice(0, 500))
}

/** Whether a block's text opens with a title that leads elsewhere: اقرأ أيضا, أخبار متعلقة, شاهد أيضا … */
export function leadsElsewhere(text: string): boolean {
  return ELSEWHERE.test(foldArabic(text.slice(0, 120)))
}

/** Whether such a title stands alone, so that what follows it is the list it announces. */
export function isBareTitle(text: string): boolean {
  return text.length <= 40 || /[:：]\s*$/.test(text)
}
