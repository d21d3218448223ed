export interface ContactPattern {
  match(text: string): string | undefined;
}
