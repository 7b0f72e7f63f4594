/** The summary as a PDF: A4, black on white, the standard fonts (they hold every sign of French and English). */
import type { PDFDocument, PDFFont, PDFPage } from 'pdf-lib';
import { summaryParts } from '../../http/summary-parts.ts';
import type { SummaryPaper } from '../../http/summary-paper.ts';
import { summaryWords } from '../../http/summary-words.ts';

const a4 = { width: 595.28, height: 841.89 } as const;
const margin = 50;
const sizes = { title: 18, urgency: 15, heading: 12, text: 10.5, small: 8.5 } as const;

export const summaryPdf: SummaryPaper = async (summary, emergency) => {
  // Loaded when it is first needed: most requests never need it.
  const { PDFDocument, StandardFonts } = await import('pdf-lib');
  const words = summaryWords[summary.language];
  const file = await PDFDocument.create();
  const fonts = { plain: await file.embedFont(StandardFonts.Helvetica), bold: await file.embedFont(StandardFonts.HelveticaBold) };
  file.setTitle(words.title, { showInWindowTitleBar: true });
  file.setLanguage(summary.language);
  file.setCreator('Relais');
  file.setProducer('Relais');
  const sheet = new Sheet(file, fonts);
  sheet.write(words.title, { size: sizes.title, bold: true });
  sheet.write(`${words.from.replace('{site}', summary.site)}, ${summary.at.words}. ${words.automated}`, { size: sizes.small });
  sheet.gap(8);
  const { outcome } = summary;
  sheet.box(outcome ? [outcome.headline, ...(outcome.seeBy ? [outcome.seeBy.words] : [])] : [words.unfinished]);
  if (outcome?.draftNotice !== undefined) sheet.write(outcome.draftNotice, { size: sizes.small });
  for (const part of summaryParts(summary)) {
    sheet.heading(part.heading);
    for (const line of part.lines) sheet.bullet(line);
    if (part.note !== undefined) sheet.write(part.note, { size: sizes.small });
  }
  sheet.heading(words.emergency);
  for (const item of emergency.numbers) sheet.bullet(`${item.number}: ${item.use}`);
  for (const item of emergency.noVoice) sheet.bullet(`${item.label}: ${item.how}`);
  sheet.gap(6);
  sheet.write(`${words.rules}: ${summary.rulesetHash.slice(0, 12)}`, { size: sizes.small });
  if (sheet.replaced) sheet.write(words.unprintable, { size: sizes.small });
  sheet.numberPages((page, pages) => `Relais. ${words.automated} ${words.page.replace('{page}', String(page)).replace('{pages}', String(pages))}`);
  return new Uint8Array(await file.save());
};

type Fonts = { readonly plain: PDFFont; readonly bold: PDFFont };
type Style = { readonly size: number; readonly bold?: boolean; readonly indent?: number };

/** Lines from top to bottom, on as many pages as they need. */
class Sheet {
  readonly #file: PDFDocument;
  readonly #fonts: Fonts;
  #page: PDFPage;
  #y = a4.height - margin;
  /** A sign was written that the fonts do not have. */
  replaced = false;

  constructor(file: PDFDocument, fonts: Fonts) {
    this.#file = file;
    this.#fonts = fonts;
    this.#page = file.addPage([a4.width, a4.height]);
  }

  write(text: string, { size, bold = false, indent = 0 }: Style): void {
    const font = bold ? this.#fonts.bold : this.#fonts.plain;
    for (const line of this.#lines(text, font, size, a4.width - 2 * margin - indent)) {
      this.#room(size * 1.35);
      this.#y -= size * 1.35;
      this.#page.drawText(line, { x: margin + indent, y: this.#y, size, font });
    }
  }

  bullet(text: string): void {
    this.#room(sizes.text * 1.35);
    const top = this.#y - sizes.text * 1.35;
    this.#page.drawCircle({ x: margin + 4, y: top + 3.4, size: 1.5 });
    this.write(text, { size: sizes.text, indent: 12 });
    this.#y -= 1.5;
  }

  /** Never the last line of a page. */
  heading(text: string): void {
    this.#room(60);
    this.#y -= 10;
    this.write(text, { size: sizes.heading, bold: true });
    this.#y -= 2;
  }

  /** What matters most, in a thick frame: it does not rest on colour. */
  box(texts: readonly string[]): void {
    const width = a4.width - 2 * margin;
    const lines = texts.flatMap((text) => this.#lines(text, this.#fonts.bold, sizes.urgency, width - 24));
    const height = lines.length * sizes.urgency * 1.35 + 18;
    this.#room(height + 8);
    this.#page.drawRectangle({ x: margin, y: this.#y - height, width, height, borderWidth: 2 });
    lines.forEach((line, at) => {
      this.#page.drawText(line, { x: margin + 12, y: this.#y - 12 - (at + 0.8) * sizes.urgency * 1.35 + 4, size: sizes.urgency, font: this.#fonts.bold });
    });
    this.#y -= height + 6;
  }

  gap(points: number): void {
    this.#y -= points;
  }

  numberPages(words: (page: number, pages: number) => string): void {
    const pages = this.#file.getPages();
    pages.forEach((page, at) => page.drawText(words(at + 1, pages.length), { x: margin, y: 28, size: sizes.small, font: this.#fonts.plain }));
  }

  #room(needed: number): void {
    if (this.#y - needed >= margin) return;
    this.#page = this.#file.addPage([a4.width, a4.height]);
    this.#y = a4.height - margin;
  }

  #lines(text: string, font: PDFFont, size: number, width: number): string[] {
    const lines: string[] = [];
    for (const paragraph of this.#printable(text, font).split('\n')) {
      let line = '';
      for (const word of paragraph.split(' ').flatMap((part) => pieces(part, font, size, width))) {
        const longer = line === '' ? word : `${line} ${word}`;
        if (font.widthOfTextAtSize(longer, size) <= width) line = longer;
        else {
          lines.push(line);
          line = word;
        }
      }
      lines.push(line);
    }
    return lines;
  }

  /** Composed, and without what the font cannot show. */
  #printable(text: string, font: PDFFont): string {
    const known = new Set(font.getCharacterSet());
    const spaces = text
      .normalize('NFC')
      .replace(/[\u00a0\u2007\u202f\t]/g, ' ')
      .replace(/\r\n?/g, '\n');
    return Array.from(spaces, (sign) => {
      if (sign === '\n' || known.has(sign.codePointAt(0) ?? 0)) return sign;
      this.replaced = true;
      return '?';
    }).join('');
  }
}

/** A word longer than the line, in pieces that fit. */
function pieces(word: string, font: PDFFont, size: number, width: number): string[] {
  if (font.widthOfTextAtSize(word, size) <= width) return [word];
  const found: string[] = [];
  let piece = '';
  for (const sign of word) {
    if (piece !== '' && font.widthOfTextAtSize(piece + sign, size) > width) {
      found.push(piece);
      piece = '';
    }
    piece += sign;
  }
  return [...found, piece];
}
