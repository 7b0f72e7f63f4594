/** A document of a consultation as a PDF: A4, black on white, the standard fonts. */
import type { PDFFont, PDFPage } from 'pdf-lib';
import type { PaperPrinter } from '../../consultation/documents.ts';

const a4 = { width: 595.28, height: 841.89 } as const;
const margin = 55;
const lineGap = 1.4;

export const consultationPdf: PaperPrinter = async (paper) => {
  // Loaded when it is first needed: most requests never need it.
  const { PDFDocument, StandardFonts } = await import('pdf-lib');
  const file = await PDFDocument.create();
  file.setTitle(paper.title, { showInWindowTitleBar: true });
  file.setLanguage(paper.language);
  file.setCreator('Relais');
  file.setProducer('Relais');
  const [plain, bold] = [await file.embedFont(StandardFonts.Helvetica), await file.embedFont(StandardFonts.HelveticaBold)];
  let page: PDFPage = file.addPage([a4.width, a4.height]);
  let y = a4.height - margin;
  const write = (text: string, font: PDFFont, size: number): void => {
    for (const line of wrapped(printable(text, font), font, size, a4.width - 2 * margin)) {
      if (y < margin + size) {
        page = file.addPage([a4.width, a4.height]);
        y = a4.height - margin;
      }
      page.drawText(line, { x: margin, y: y - size, size, font });
      y -= size * lineGap;
    }
  };
  write(paper.title, bold, 18);
  if (paper.notice !== undefined) write(paper.notice, bold, 11);
  y -= 6;
  for (const line of paper.from) write(line, plain, 10);
  for (const section of paper.sections) {
    y -= 10;
    write(section.heading, bold, 12);
    for (const line of section.lines) write(line, plain, 10.5);
  }
  y -= 24;
  write(paper.signature, bold, 11);
  return new Uint8Array(await file.save());
};

/** Signs that the standard fonts do not have become a question mark: the page is made all the same. */
function printable(text: string, font: PDFFont): string {
  const known = new Set(font.getCharacterSet());
  return Array.from(text.replaceAll(/[\u202f\u2009]/g, '\u00a0').replaceAll('\t', '    '), (sign) => (known.has(sign.codePointAt(0) ?? 0) ? sign : '?')).join('');
}

function wrapped(text: string, font: PDFFont, size: number, width: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ').flatMap((item) => pieces(item, font, size, width))) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (font.widthOfTextAtSize(longer, size) <= width) line = longer;
    else {
      lines.push(line);
      line = word;
    }
  }
  return [...lines, line];
}

/** A word longer than a line is broken where the line ends. */
function pieces(word: string, font: PDFFont, size: number, width: number): readonly string[] {
  const most = Math.max(1, Math.floor(width / (size * 0.9)));
  return font.widthOfTextAtSize(word, size) <= width ? [word] : (word.match(new RegExp(`.{1,${most}}`, 'gu')) ?? [word]);
}
