import { fileURLToPath } from 'node:url'
import { FONT_FAMILY } from './chart-look.ts'

// Telegram shows photos at most this wide without asking for more.
const PICTURE_WIDTH = 1280

// Full TrueType files: a web font would be ignored without a word, and every text with it.
const FONT_FILES = [
  import.meta.resolve('@expo-google-fonts/ibm-plex-sans-arabic/400Regular/IBMPlexSansArabic_400Regular.ttf'),
  import.meta.resolve('@expo-google-fonts/ibm-plex-sans-arabic/600SemiBold/IBMPlexSansArabic_600SemiBold.ttf'),
  import.meta.resolve('@expo-google-fonts/ibm-plex-sans-arabic/700Bold/IBMPlexSansArabic_700Bold.ttf'),
].map((url) => fileURLToPath(url))

/** A chart as a PNG, 1,280 pixels wide, with the product's typeface whatever fonts the machine has. */
export async function renderPicture(svg: string): Promise<Uint8Array> {
  // Loaded by those who draw: its binary exists for the usual platforms only.
  const { renderAsync } = await import('@resvg/resvg-js')
  const image = await renderAsync(svg, {
    fitTo: { mode: 'width', value: PICTURE_WIDTH },
    font: { fontFiles: FONT_FILES, loadSystemFonts: false, defaultFontFamily: FONT_FAMILY },
  })
  return image.asPng()
}
