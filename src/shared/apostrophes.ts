/** Texts are written with the straight apostrophe of the keyboard and shown with the curved one of print. What is only compared stays as it is typed. */
export function curved(text: string): string {
  return text.replace(/(?<=[\p{L}\p{N}])'(?=[\p{L}\p{N}])/gu, '’');
}
