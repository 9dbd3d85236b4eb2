/** A piece of TypeScript that stands in a revision as it is. */
export class SourceText {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}
