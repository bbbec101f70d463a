import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cpuMs } from '../testing/cpu-ms.ts'
import { type PageReading, readArticlePage } from './read-article-page.ts'

const NOW = new Date('2026-11-22T12:00:00Z')
const FIRST = 'وصل الوفد صباح اليوم إلى العاصمة الروسية في زيارة تستمر يومين، ويلتقي خلالها مسؤولين في وزارة الخارجية.'
const SECOND = 'وقال المتحدث إن المحادثات ستتناول التجارة والأمن على الحدود، وإن بيانا مشتركا سيصدر بعد انتهائها.'
const THIRD = 'وأضاف أن هذه الزيارة هي الثانية في هذا العام، بعد زيارة مماثلة جرت في شهر يناير الماضي.'
const TITLE = 'وفد من كابل في موسكو'
const BODY = `<p>${FIRST}</p><p>${SECOND}</p><p>${THIRD}</p>`

const page = (
  body: string,
  head = `<title>${TITLE} | وكالة الريح</title><meta property="og:site_name" content="وكالة الريح">`,
): string => `<!doctype html><html lang="ar"><head>${head}</head><body>${body}</body></html>`
const read = (html: string, contentType = 'text/html; charset=utf-8'): PageReading =>
  readArticlePage({ bytes: new TextEncoder().encode(html), contentType, url: 'https://a.example/news/1', now: NOW })
const textOf = (html: string): string => {
  const reading = read(html)
  if (reading.kind !== 'article') throw new Error(JSON.stringify(reading))
  return reading.text
}

describe('an article', () => {
  it('has title, text, outlet, author, dates and image from JSON-LD', () => {
    const jsonLd = {
      '@context': 'https://schema.org',
      '@graph': [
        { '@type': 'WebSite', name: 'x' },
        {
          '@type': ['NewsArticle'],
          headline: TITLE,
          articleBody: `${FIRST}\n\n${SECOND}`,
          datePublished: '2025-03-20T10:00:00+03:00',
          dateModified: '2025-03-20T12:00:00+03:00',
          author: [{ name: 'هند' }, { name: 'سالم' }],
          publisher: { name: 'وكالة الريح' },
          image: { url: '/i/1.jpg' },
        },
      ],
    }
    expect(
      read(page(`<div>قصير</div>`, `<script type="application/ld+json">${JSON.stringify(jsonLd)}</script>`)),
    ).toEqual({
      kind: 'article',
      title: TITLE,
      text: `${FIRST}\n${SECOND}`,
      outlet: 'وكالة الريح',
      author: 'هند، سالم',
      publishedAt: new Date('2025-03-20T07:00:00Z'),
      modifiedAt: new Date('2025-03-20T09:00:00Z'),
      image: 'https://a.example/i/1.jpg',
    })
  })

  it('has them from meta tags, with the outlet off the title', () => {
    const head = `<title>${TITLE} - وكالة الريح</title><meta property="og:site_name" content="وكالة الريح"><meta name="author" content="هند"><meta property="article:published_time" content="٢٠ آذار/مارس ٢٠٢٥"><meta property="og:image" content="//cdn.example/1.jpg">`
    expect(read(page(`<main>${BODY}</main>`, head))).toMatchObject({
      title: TITLE,
      outlet: 'وكالة الريح',
      author: 'هند',
      publishedAt: new Date('2025-03-20'),
      image: 'https://cdn.example/1.jpg',
    })
  })

  it.each([
    { why: 'a date of the future', date: '2031-01-01' },
    { why: 'a date of 1970', date: '1970-01-01' },
    { why: 'words', date: 'قريبا' },
  ])('has no date when its page gives $why', ({ date }) => {
    expect(
      read(page(BODY, `<title>x</title><meta property="article:published_time" content="${date}">`)),
    ).not.toHaveProperty('publishedAt')
  })

  it('survives JSON-LD with raw line breaks, and other broken scripts beside it', () => {
    const broken = `<script type="application/ld+json">{"@type":"NewsArticle","headline":"${TITLE}","articleBody":"${FIRST}\n${SECOND}"}</script>`
    expect(read(page('', `<script type="application/ld+json">{oops</script>${broken}`))).toMatchObject({
      kind: 'article',
      title: TITLE,
    })
  })

  it('takes the page when JSON-LD holds the lead only', () => {
    const head = `<script type="application/ld+json">{"@type":"NewsArticle","headline":"${TITLE}","articleBody":"وصل الوفد صباح اليوم"}</script>`
    expect(textOf(page(`<article>${BODY}</article>`, head))).toContain(THIRD)
  })

  it.each([
    { why: 'paragraphs in an article', html: `<article>${BODY}</article>` },
    { why: 'paragraphs in named containers', html: `<div><div class="post-content">${BODY}</div></div>` },
    {
      why: 'blocks that are no paragraphs',
      html: `<div id="x"><div>${FIRST}</div><div>${SECOND}</div><div>${THIRD}</div></div>`,
    },
    { why: 'line breaks only', html: `<td>${FIRST}<br><br>${SECOND}<br/><br/>${THIRD}</td>` },
    { why: 'a page without body', html: BODY },
    { why: 'tags never closed', html: `<div><p>${FIRST}<p>${SECOND}<p>${THIRD}` },
  ])('is found in $why', ({ html }) => {
    const text = textOf(page(`<header><a href="/">الرئيسية</a></header>${html}`))
    for (const part of [FIRST, SECOND, THIRD]) expect(text).toContain(part)
    expect(text).not.toContain('الرئيسية')
  })

  it.each([
    {
      why: 'menus, footers and forms',
      html: '<nav>غريب</nav><footer>غريب</footer><aside>غريب</aside><form>غريب</form>',
    },
    {
      why: 'named boilerplate',
      html: '<div class="related-news">غريب</div><ul class="social-share"><li>غريب</li></ul><div id="comments">غريب</div>',
    },
    {
      why: 'what is hidden',
      html: '<div hidden>غريب</div><p style="display: none">غريب</p><div aria-hidden="true">غريب</div>',
    },
    { why: 'scripts and styles', html: '<script>غريب</script><style>غريب</style><noscript>غريب</noscript>' },
    ...[
      'اقرأ أيضا',
      'إقرأ أيضًا',
      'أخبار متعلقة',
      'مواضيع ذات صلة',
      'قد يعجبك',
      'شاهد أيضا',
      'الأكثر قراءة',
      'Read also',
      'Related stories',
    ].flatMap((title) => [
      { why: `«${title}» in a paragraph`, html: `<p>${title}: <a href="/2">غريب</a></p>` },
      {
        why: `«${title}» over a list`,
        html: `<h3>${title}</h3><ul><li><a href="/2">غريب أول</a></li><li><a href="/3">غريب ثان</a></li></ul>`,
      },
      {
        why: `«${title}» over linked blocks`,
        html: `<div><strong>${title}</strong></div><div><a href="/2">غريب أول</a></div><div><a href="/3">غريب ثان</a></div>`,
      },
    ]),
  ])('leaves out $why', ({ html }) => {
    const text = textOf(page(`<article><p>${FIRST}</p>${html}<p>${SECOND}</p><p>${THIRD}</p></article>`))
    expect(text).toBe([FIRST, SECOND, THIRD].join('\n'))
  })

  it('keeps a sentence that only begins like such a title', () => {
    const sentence =
      'شاهد أيضا رجال الإنقاذ عشرات العالقين تحت الأنقاض، وقال أحدهم إن العمل سيستمر طوال الليل حتى يصل الجميع إلى المستشفيات القريبة من المدينة القديمة، وإن عدد الفرق ازداد منذ الصباح إلى عشرين فرقة جاءت من ولايات عدة.'
    expect(textOf(page(`<article><p>${FIRST}</p><p>${sentence}</p><p>${THIRD}</p></article>`))).toContain(sentence)
  })

  it('is read though its page has thousands of elements beside one another', () => {
    expect(read(page(`${'<div><span>ا</span></div>'.repeat(5000)}<article>${BODY}</article>`)).kind).toBe('article')
  })

  it('does not repeat its headline, nor glue its blocks', () => {
    const text = textOf(page(`<article><h1>${TITLE}</h1><div>عنها</div><div>داعش</div>${BODY}</article>`))
    expect(text).not.toContain(TITLE)
    expect(text).toContain('عنها\nداعش')
  })

  it('is read in windows-1256 as in UTF-8', () => {
    const letters = new TextDecoder('windows-1256').decode(Uint8Array.from({ length: 256 }, (_, byte) => byte))
    const html = page(`<article>${BODY}</article>`, '<meta charset="windows-1256"><title>x</title>')
    const reading = readArticlePage({
      bytes: Uint8Array.from(html, (letter) => letters.indexOf(letter)),
      contentType: 'text/html',
      url: 'https://a.example/',
    })
    expect(reading).toMatchObject({ kind: 'article', text: [FIRST, SECOND, THIRD].join('\n') })
  })
})

describe('a page without an article', () => {
  it.each([
    {
      why: 'a challenge',
      title: 'Just a moment...',
      body: '<p>Checking your browser before accessing a.example</p>',
      reason: 'challenge',
    },
    { why: 'an Arabic challenge', title: 'تحقق', body: '<p>تأكد أنك لست روبوت للمتابعة</p>', reason: 'challenge' },
    {
      why: 'a consent page',
      title: 'قبل المتابعة',
      body: '<div><p>نستخدم نحن وشركاؤنا ملفات تعريف الارتباط لتحسين تجربتك على موقعنا وعرض الإعلانات.</p><button>قبول الكل</button></div>',
      reason: 'cookie-wall',
    },
    {
      why: 'an English consent page',
      title: 'Before you continue to a.example',
      body: '<p>We use cookies and data to deliver and maintain our services.</p>',
      reason: 'cookie-wall',
    },
    {
      why: 'a paywall',
      title: TITLE,
      body: `<article><p>${FIRST}</p><p>هذا المحتوى للمشتركين، اشترك لقراءة المقال كاملا</p></article>`,
      reason: 'paywall',
    },
    {
      why: 'a login',
      title: 'دخول',
      body: '<p>سجل الدخول للمتابعة إلى هذه الصفحة من موقعنا الإخباري</p>',
      reason: 'login',
    },
  ])('is a wall when it shows $why', ({ title, body, reason }) => {
    expect(read(page(body, `<title>${title}</title>`))).toEqual({ kind: 'wall', reason })
  })

  it('is a paywall when the publisher says that it is not free and shows a lead only', () => {
    const head = `<script type="application/ld+json">{"@type":"NewsArticle","headline":"x","isAccessibleForFree":"False"}</script>`
    expect(read(page(`<article><p>${FIRST}</p></article>`, head))).toEqual({ kind: 'wall', reason: 'paywall' })
  })

  it('is no wall when an article speaks of cookies and robots, or ends with a notice', () => {
    const long = `<article>${BODY.repeat(3)}<p>وتعتمد الشركات على ملفات تعريف الارتباط لمعرفة زوارها.</p></article>`
    expect(read(page(long)).kind).toBe('article')
    expect(
      read(page(`<article>${BODY}</article><div class="cookie-consent">نستخدم ملفات تعريف الارتباط</div>`)).kind,
    ).toBe('article')
  })

  it.each([
    { why: 'nothing', html: '', reason: 'empty' },
    { why: 'other text', html: 'not a page', reason: 'not-html' },
    { why: 'JSON', html: '{"a":"b"}', reason: 'not-html' },
    { why: 'an empty body', html: page('<div></div>'), reason: 'no-text' },
    { why: 'a few words', html: page('<p>قريبا</p>'), reason: 'no-text' },
    { why: 'elements without end', html: page('<div>'.repeat(50_000)), reason: 'nested-too-deep' },
  ])('is none when there is $why', ({ html, reason }) => expect(read(html)).toEqual({ kind: 'no-article', reason }))

  it('is none when it only lists headlines', () => {
    const links = Array.from(
      { length: 40 },
      (_, i) => `<li><a href="/${i}">عنوان طويل بما يكفي ليكون خبرا في الصفحة الأولى ${i}</a></li>`,
    )
    expect(read(page(`<ul>${links.join('')}</ul>`)).kind).toBe('no-article')
  })
})

it('never throws and never hangs, whatever the page', () => {
  const pieces = fc.constantFrom(
    '<p>',
    '</p>',
    '<div class="x">',
    '</div>',
    FIRST,
    '<script type="application/ld+json">',
    '</script>',
    '{"@type":"NewsArticle","articleBody":',
    '"',
    '<!--',
    '<a href="',
    '<br>',
    '&',
    '<title>',
    '<meta content=',
  )
  fc.assert(
    fc.property(fc.array(pieces, { maxLength: 30 }), (list) => {
      const started = cpuMs()
      expect(['article', 'wall', 'no-article']).toContain(read(page(list.join(''))).kind)
      expect(cpuMs() - started).toBeLessThan(2000)
    }),
    { numRuns: 500 },
  )
})

it.each(['<p>', '<a href="x">', '<div></div>', '<br>', '<b><p>', '<td>ا'])(
  'reads a megabyte of %s within its time',
  (part) => {
    const started = cpuMs()
    read(page(part.repeat(Math.floor(1_000_000 / part.length))))
    // An unloaded machine takes a tenth of this; the limit only tells linear from quadratic.
    expect(cpuMs() - started).toBeLessThan(5000)
  },
)
