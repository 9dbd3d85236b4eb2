import { compileFunction } from "node:vm";
import ts from "typescript";
import { blankTypes, mayBeBlanked } from "../../../src/data-source/loader/blank-types";

// It is an ES module, which jest does not require as Node does.
let parseSync: typeof import("oxc-parser").parseSync;
beforeAll(async () => {
  ({ parseSync } = await import("oxc-parser"));
});

function blank(source: string, format: "commonjs" | "module" = "commonjs"): string | undefined {
  const { program, errors } = parseSync("a.ts", source);
  expect(errors).toEqual([]);
  return mayBeBlanked("a.ts", source) ? blankTypes(source, program, format) : undefined;
}

describe("blankTypes", () => {
  it("puts blanks in the place of types, so that lines and columns stay", () => {
    const source = `import type { A } from "x"
export const list: string[] = [];
export async function upgrade(op: A, ...rest: readonly string[]): Promise<void> {
  const find = async <T>(a: T): Promise<T> => a;
  await find<string>("a");
}
type B = {
  readonly a: string;
};
`;
    const head = `"use strict"; Object.defineProperty(exports, "__esModule", { value: true }); exports.upgrade = upgrade; `;
    expect(blank(source)).toBe(`${head};                         
       const list           = [];
       async function upgrade(op   , ...rest                   )                {
  const find = async    (a   )             => a;
  await find        ("a");
}
;         
                     
  

 exports.list = list;`);
  });

  it("leaves the exports of an ES module to Node", () => {
    expect(blank(`export const a: number = 1;`, "module")).toBe(`export const a         = 1;`);
  });

  it("gives a module that exports what the source does", () => {
    const code = blank(`export const a: number = 1, b = "x";\nexport function c(x: number): number { return x + a; }`);
    const exports: { c?: (x: number) => number } = {};
    (compileFunction(code!, ["exports"]) as (exports: object) => void)(exports);
    expect([{ ...exports, c: undefined }, exports.c?.(1)]).toEqual([{ a: 1, b: "x", c: undefined }, 2]);
  });

  it.each([
    ["an import of a value", `import { a } from "x"; export const b = a;`],
    ["a class", `export class A {}`],
    ["an enum", `enum A { b }`],
    ["a cast", `export const a = 1 as number;`],
    ["an assertion", `export const a = b!; declare const b: number;`],
    ["a default export", `export default 1;`],
    ["a list of exports", `const a = 1; export { a };`],
    ["a pattern", `export const { a } = { a: 1 };`],
    ["an export that changes", `export let a = 1;`],
    ["an export that is assigned to", `export function a(): void {} a = 1;`],
    ["an optional parameter", `export function a(b?: number): void {}`],
    ["overloads", `export function a(b: number): void; export function a(b: unknown): void {}`],
    ["the module's this", `export const a = this;`],
    ["import.meta", `export const a = import.meta.url;`],
    ["a name of the module's own", `const require = 1;`],
    ["a wait of the module", `await null; export const a = 1;`],
    ["a type that ends a line in front of an arrow", `export const a = (b: number): {\n} => b;`],
    ["a type that ends a line after async", `export const a = async <\n  T,\n>(b: T): Promise<T> => b;`],
    ["a type that ends a line after return", `export function a() { return <\n  T,\n>(b: T) => b; }`],
    ["an optional object", `export function a({ b }?: { b: number }) { return b; }`],
    ["an optional list", `export function a([b]?: number[]) { return b; }`],
    ["a pattern with a name of the module's own", `const { require } = { require: 1 }; export const a = require;`],
    ["an assignment in front of its export", `function b(c: any) { a = c; } export function a(): void {}`],
    ["an export that a pattern assigns to", `export function a(): void {} [a] = [1];`],
    ["an export that a loop assigns to", `export function a(): void {} for (a of [1]);`],
    ["an export that is counted", `export function a(): void {} a++;`],
    ["an export that is there twice", `export function a(): void {} export function a(): void {}`],
    ["a type in front of its value", `import { type A } from "x"; export const a: A = 1;`],
    ["an import of another kind", `import type A = require("x"); export const a = 1;`],
    ["an enum of a function", `export function a() { enum A { b } return A.b; }`],
    ["a property of a parameter", `export const a = class { constructor(private b: number) {} };`],
    ["what satisfies", `export const a = {} satisfies object;`],
    ["a namespace", `namespace A { export const b = 1; } export const a = 1;`],
    ["a declaration of other modules", `declare global { var b: number; } export const a = 1;`],
  ])("leaves %s to the compiler", (_what, source) => {
    expect(blank(`\n${source}`)).toBeUndefined();
  });

  it.each([`export function a(): void {}`, `String(1); export const a: number = 1;`])(
    "leaves code in the first line to the compiler, where its columns would move: %s",
    (source) => {
      expect(blank(source)).toBeUndefined();
      expect(blank(source, "module")).toBeDefined();
    },
  );

  it.each([
    [
      "a mark and letters of two units",
      `\uFEFFimport type { A } from "x"; export const a: string = "😀", b: string = "é";`,
    ],
    [
      "a statement that begins like a call",
      `const b = 1\ntype B = string\n;[1].map(() => b)\nexport const a: B = "😀"`,
    ],
    ["types between calls", `const c = (d: number) => d\ninterface B { c: string }\n;(1)\nexport const a = c<B>(1)`],
    [
      "a condition of arrows",
      `export const a = ((b: boolean, c: number) => b ? (d: number): number => d : c)(false, 3);`,
    ],
    [
      "generic arrows",
      `const c = async<T,>(d: T): Promise<T> => d; export const a = (<T,>(d: T): T => d)("x"), b = typeof c;`,
    ],
    ["a line end of two characters", `import type { A } from "x";\r\nexport const a: string = "x";\r\n`],
  ])("gives what a compiler gives, for %s", (_what, source) => {
    const run = (code: string | undefined): object => {
      const exports = {};
      (compileFunction(code!, ["exports"]) as (exports: object) => void)(exports);
      return exports;
    };
    const compiled = ts.transpileModule(source, { compilerOptions: { module: ts.ModuleKind.CommonJS } }).outputText;
    // What stands in the first line is another matter.
    expect(run(blank(`\n${source}`))).toEqual(run(compiled));
  });

  it("looks at no file with elements", () => {
    expect(mayBeBlanked("a.tsx", "export const a = 1;")).toBe(false);
  });
});
