import { splitTopLevel } from "./expression-text";
import { writeStringLiteral } from "./string-literal";
import { TextScanner } from "./text-scanner";

export interface RoutineParameter {
  /** `OUT`, `INOUT`; absent for IN. */
  readonly mode?: string;
  readonly name: string;
  readonly type: string;
}

/** A function or a procedure, taken apart. */
export interface RoutineText {
  readonly parameters: readonly RoutineParameter[];
  readonly returns?: string;
  readonly isAggregate?: boolean;
  readonly isDeterministic: boolean;
  /** `CONTAINS SQL`, `NO SQL`, `READS SQL DATA`, `MODIFIES SQL DATA`. */
  readonly access: string;
  /** `DEFINER`, `INVOKER`. */
  readonly security: string;
  readonly comment: string;
  readonly body: string;
}

export type FormatType = (type: string) => string;

const ACCESS = ["CONTAINS SQL", "NO SQL", "READS SQL DATA", "MODIFIES SQL DATA"];
/** The name of a type, which may have several words. */
const BASE_TYPE =
  /(?:double\s+precision|long\s+(?:varchar|varbinary)|(?:national\s+)?(?:character|char|varchar)(?:\s+varying)?|\w+)(?![\w$])/iy;

/** Takes apart what stands behind the name of a routine; `undefined` where it is none. */
export function parseRoutine(definition: string, formatType: FormatType): RoutineText | undefined {
  const scanner = new TextScanner(definition);
  const list = scanner.parentheses();
  if (list === undefined) return undefined;
  const parameters = splitTopLevel(list, ",")
    .filter((text) => new TextScanner(text).rest !== "")
    .map((text) => parseParameter(text, formatType));
  if (!parameters.every((parameter) => parameter !== undefined)) return undefined;
  const returns = scanner.take("RETURNS") ? readType(scanner, formatType) : undefined;
  const traits = readTraits(scanner);
  return { parameters, ...(returns === undefined ? {} : { returns }), ...traits, body: scanner.rest };
}

/** The one spelling of a routine. What every routine is by itself is left out. */
export function writeRoutine(routine: RoutineText): string {
  const { parameters, returns, isDeterministic, access, security, comment, body } = routine;
  const list = parameters.map(
    ({ mode, name, type }) => `${mode === undefined ? "" : `${mode} `}\`${name.replaceAll("`", "``")}\` ${type}`,
  );
  const traits = [
    ...(isDeterministic ? ["DETERMINISTIC"] : []),
    ...(access === ACCESS[0] ? [] : [access]),
    ...(security === "INVOKER" ? ["SQL SECURITY INVOKER"] : []),
    ...(comment === "" ? [] : [`COMMENT ${writeStringLiteral(comment)}`]),
  ];
  const head = `(${list.join(", ")})${returns === undefined ? "" : ` RETURNS ${returns}`}`;
  return [head, ...traits.map((trait) => `    ${trait}`), body].join("\n");
}

/** Whether the body reads the rows of a group: no other function may. */
export function isAggregateBody(body: string): boolean {
  return /\bFETCH\s+GROUP\s+NEXT\s+ROW\b/i.test(body);
}

function parseParameter(text: string, formatType: FormatType): RoutineParameter | undefined {
  const scanner = new TextScanner(text);
  const word = scanner.match(/(?:in|out|inout)(?=[\s`])/iy)?.toUpperCase();
  const name = scanner.name();
  const type = readType(scanner, formatType);
  if (name === undefined || type === undefined || scanner.rest !== "") return undefined;
  return { ...(word === undefined || word === "IN" ? {} : { mode: word }), name, type };
}

function readType(scanner: TextScanner, formatType: FormatType): string | undefined {
  const base = scanner.match(BASE_TYPE);
  if (base === undefined) return undefined;
  const list = scanner.parentheses();
  const modifiers: string[] = [];
  for (let found; (found = scanner.match(/(?:unsigned|signed|zerofill)(?![\w$])/iy)) !== undefined;)
    modifiers.push(found);
  const type = formatType([`${base}${list === undefined ? "" : `(${list})`}`, ...modifiers].join(" "));
  return [type, ...readCharset(scanner)].join(" ");
}

function readCharset(scanner: TextScanner): readonly string[] {
  const words: string[] = [];
  if (scanner.take("CHARSET") || scanner.take("CHARACTER", "SET") || scanner.take("CHAR", "SET")) {
    words.push(`CHARSET ${scanner.name() ?? ""}`);
  }
  if (scanner.take("COLLATE")) words.push(`COLLATE ${scanner.name() ?? ""}`);
  return words;
}

function readTraits(scanner: TextScanner) {
  let [isDeterministic, access, security, comment] = [false, ACCESS[0]!, "DEFINER", ""];
  for (;;) {
    const found = ACCESS.find((words) => scanner.take(...words.split(" ")));
    if (found !== undefined) access = found;
    else if (scanner.take("NOT", "DETERMINISTIC")) isDeterministic = false;
    else if (scanner.take("DETERMINISTIC")) isDeterministic = true;
    else if (scanner.take("SQL", "SECURITY", "DEFINER")) security = "DEFINER";
    else if (scanner.take("SQL", "SECURITY", "INVOKER")) security = "INVOKER";
    else if (scanner.take("COMMENT")) comment = scanner.string() ?? "";
    else if (!scanner.take("LANGUAGE", "SQL")) return { isDeterministic, access, security, comment };
  }
}
