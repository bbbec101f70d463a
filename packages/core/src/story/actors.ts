/** An actor of the news: the names it goes by, the stem of its adjective (روس → روسي، الروسية …), its people. */
export interface Actor {
  id: string
  names: readonly string[]
  nisba?: readonly string[]
  people?: Readonly<Record<string, readonly string[]>>
}

/** States, movements and bodies that headlines of the region set against one another. General knowledge about the news, not
 *  topic rules: which of them matter is decided before an article comes here. Spellings differ by outlet. */
export const actors: readonly Actor[] = [
  {
    id: 'russia',
    names: ['روسيا', 'روسيا الاتحادية', 'الاتحاد الروسي', 'موسكو', 'الكرملين', 'الروس', 'الدوما'],
    nisba: ['روس'],
    people: {
      putin: ['بوتين'],
      lavrov: ['لافروف'],
      shoigu: ['شويغو', 'شويجو'],
      kabulov: ['كابولوف', 'كابلوف'],
      zhirnov: ['جيرنوف', 'جيرنوڤ'],
      zakharova: ['زاخاروفا'],
      peskov: ['بيسكوف', 'بسكوف'],
      bortnikov: ['بورتنيكوف'],
      medvedev: ['ميدفيديف'],
      nebenzya: ['نيبينزيا'],
    },
  },
  {
    id: 'taliban',
    names: ['طالبان', 'حركة طالبان', 'الإمارة الإسلامية', 'إمارة أفغانستان الإسلامية'],
    people: {
      muttaqi: ['متقي'],
      akhundzada: ['أخوند زاده', 'أخوندزاده', 'آخوند زاده'],
      baradar: ['برادر'],
      haqqani: ['حقاني'],
      mujahid: ['ذبيح الله مجاهد'],
      yaqoob: ['محمد يعقوب'],
      stanikzai: ['ستانيكزاي', 'ستانكزاي'],
      shaheen: ['سهيل شاهين'],
    },
  },
  { id: 'ttp', names: ['طالبان الباكستانية', 'طالبان باكستان', 'حركة طالبان الباكستانية', 'تحريك طالبان باكستان'] },
  {
    id: 'isis',
    names: [
      'داعش',
      'تنظيم الدولة',
      'تنظيم الدولة الإسلامية',
      'الدولة الإسلامية',
      'داعش خراسان',
      'ولاية خراسان',
      'تنظيم خراسان',
      'داعش ولاية خراسان',
    ],
    nisba: ['داعش'],
  },
  { id: 'qaeda', names: ['القاعدة', 'تنظيم القاعدة'] },
  { id: 'afghanistan', names: ['أفغانستان', 'كابل', 'كابول'], nisba: ['أفغان'] },
  { id: 'pakistan', names: ['باكستان', 'إسلام آباد', 'إسلام اباد'], nisba: ['باكستان'] },
  {
    id: 'iran',
    names: ['إيران', 'طهران'],
    nisba: ['إيران'],
    people: { araghchi: ['عراقجي'], pezeshkian: ['بزشكيان'] },
  },
  {
    id: 'china',
    names: ['الصين', 'بكين', 'بيجين'],
    nisba: ['صين'],
    people: { wang: ['وانغ يي'], xi: ['شي جين بينغ'] },
  },
  { id: 'india', names: ['الهند', 'نيودلهي'], nisba: ['هند'], people: { jaishankar: ['جايشانكار'], modi: ['مودي'] } },
  {
    id: 'usa',
    names: ['الولايات المتحدة', 'أمريكا', 'أميركا', 'واشنطن', 'البيت الأبيض', 'البنتاغون'],
    nisba: ['أمريك', 'أميرك'],
    people: {
      trump: ['ترامب', 'ترمب'],
      biden: ['بايدن'],
      blinken: ['بلينكن'],
      rubio: ['روبيو'],
      khalilzad: ['خليل زاد'],
    },
  },
  { id: 'uk', names: ['بريطانيا', 'لندن'], nisba: ['بريطان'] },
  { id: 'france', names: ['فرنسا', 'باريس'], nisba: ['فرنس'] },
  { id: 'germany', names: ['ألمانيا', 'برلين'], nisba: ['ألمان'] },
  { id: 'ukraine', names: ['أوكرانيا', 'كييف'], nisba: ['أوكران'] },
  { id: 'turkey', names: ['تركيا', 'أنقرة'], nisba: ['ترك'] },
  { id: 'qatar', names: ['قطر', 'الدوحة'], nisba: ['قطر'] },
  { id: 'saudi', names: ['السعودية', 'الرياض'], nisba: ['سعود'] },
  { id: 'uae', names: ['الإمارات', 'أبوظبي', 'أبو ظبي'], nisba: ['إمارات'] },
  { id: 'israel', names: ['إسرائيل', 'تل أبيب'], nisba: ['إسرائيل'] },
  { id: 'syria', names: ['سوريا', 'سورية', 'دمشق'], nisba: ['سور'] },
  { id: 'iraq', names: ['العراق', 'بغداد'], nisba: ['عراق'] },
  { id: 'tajikistan', names: ['طاجيكستان', 'دوشنبه', 'دوشانبي'], nisba: ['طاجيك'] },
  { id: 'uzbekistan', names: ['أوزبكستان', 'طشقند'], nisba: ['أوزبك'] },
  { id: 'turkmenistan', names: ['تركمانستان', 'عشق آباد'], nisba: ['تركمان'] },
  { id: 'kyrgyzstan', names: ['قرغيزستان', 'قيرغيزستان', 'بيشكك'], nisba: ['قرغيز', 'قيرغيز'] },
  { id: 'kazakhstan', names: ['كازاخستان', 'أستانا'], nisba: ['كازاخ'] },
  { id: 'belarus', names: ['بيلاروسيا', 'مينسك'], nisba: ['بيلاروس'] },
  { id: 'un', names: ['الأمم المتحدة', 'مجلس الأمن', 'مجلس الأمن الدولي', 'غوتيريش'], nisba: ['أمم'] },
  { id: 'eu', names: ['الاتحاد الأوروبي', 'بروكسل'], nisba: ['أوروب'] },
  { id: 'nato', names: ['الناتو', 'حلف شمال الأطلسي', 'ناتو'] },
  { id: 'csto', names: ['منظمة معاهدة الأمن الجماعي', 'معاهدة الأمن الجماعي'] },
  { id: 'sco', names: ['منظمة شنغهاي', 'منظمة شنغهاي للتعاون'] },
  { id: 'resistance', names: ['جبهة المقاومة', 'جبهة المقاومة الوطنية', 'جبهة الحرية'] },
]
