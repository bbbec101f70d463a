const SENTENCE = 'استقبل وزير الخارجية في العاصمة وفدا زائرا، وبحث الجانبان التعاون الأمني وحركة التجارة عبر الحدود. '

/** One well-formed RSS feed of 1,500 items, about 3 MB of Arabic with escaped HTML, as a busy publisher serves it. */
export function honestFeed(): Uint8Array {
  const items = Array.from({ length: 1500 }, (_, n) => {
    const at = new Date(Date.UTC(2025, 2, 20, 0, n)).toUTCString()
    const html = `&lt;p&gt;${SENTENCE.repeat(4)}&lt;/p&gt;&lt;p&gt;${SENTENCE.repeat(5)} &amp;amp; ${n}&lt;/p&gt;`
    return `<item><title>خبر رقم ${n} من العاصمة</title><link>https://rih.example/news/${n}</link><guid isPermaLink="false">rih-${n}</guid><pubDate>${at}</pubDate><description>${html}</description></item>`
  })
  const head = '<title>وكالة الريح</title><link>https://rih.example/</link>'
  const text = `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel>${head}${items.join('')}</channel></rss>`
  return new TextEncoder().encode(text)
}
