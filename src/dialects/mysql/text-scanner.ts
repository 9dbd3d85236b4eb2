import { closingParenthesis } from "./expression-text";
import { readStringLiteral } from "./string-literal";

/** Reads SQL from the front, token by token. Spaces and comments before a token are passed over. */
export class TextScanner {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  /** What is left, without the spaces and comments before it and a semicolon behind it. */
  get rest(): string {
    this.#skip();
    return this.#text.slice(this.#at).trim().replace(/;$/, "").trimEnd();
  }

  /** Passes over words, in any case and with any spaces between them; `false` where others stand there. */
  take(...words: readonly string[]): boolean {
    return this.match(new RegExp(`${words.join("\\s+")}(?![\\w$])`, "iy")) !== undefined;
  }

  /** Passes over what a sticky pattern finds. */
  match(pattern: RegExp): string | undefined {
    this.#skip();
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text);
    if (found === null) return undefined;
    this.#at += found[0].length;
    return found[0];
  }

  /** Everything up to what a sticky pattern finds, outside quotes and parentheses. */
  until(pattern: RegExp): string {
    this.#skip();
    const start = this.#at;
    while (this.#at < this.#text.length) {
      pattern.lastIndex = this.#at;
      if (pattern.test(this.#text)) break;
      const character = this.#text[this.#at]!;
      if (character === "(") this.#at = closingParenthesis(this.#text, this.#at);
      else if (/['"`]/.test(character)) this.#literal();
      else this.#at += 1;
    }
    return this.#text.slice(start, this.#at);
  }

  /** A name, quoted or not. */
  name(): string | undefined {
    this.#skip();
    if (this.#text[this.#at] === "`") return this.#literal();
    return this.match(/[\w$\u0080-\uffff]+/y);
  }

  /** What a string literal says. */
  string(): string | undefined {
    this.#skip();
    const quote = this.#text[this.#at];
    return quote === "'" || quote === '"' ? this.#literal() : undefined;
  }

  /** What stands between two parentheses. */
  parentheses(): string | undefined {
    this.#skip();
    if (this.#text[this.#at] !== "(") return undefined;
    const end = closingParenthesis(this.#text, this.#at);
    const inner = this.#text.slice(this.#at + 1, end - 1);
    this.#at = end;
    return inner;
  }

  #literal(): string {
    const { value, end } = readStringLiteral(this.#text, this.#at);
    this.#at = end;
    return value;
  }

  #skip(): void {
    const pattern = /(?:\s+|\/\*(?!!)[\s\S]*?\*\/|#[^\n]*|--(?=[\s])[^\n]*)*/y;
    pattern.lastIndex = this.#at;
    this.#at += pattern.exec(this.#text)?.[0].length ?? 0;
  }
}
