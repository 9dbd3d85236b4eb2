import type { DriverConnection } from "../../dialect/driver";
import type { Domain, Schema, SchemaObject } from "../../schema/model";
import { findObject } from "../../schema/object-reference";
import { isSameData } from "../../util/stable-json";
import type { ObjectNormalizerParts } from "./normalize-objects";
import { guarded } from "./scratch";
import { readTemporary } from "./scratch-transaction";

/**
 * Brings the defaults and checks of wanted domains into the server's words where their text differs from the live one: they are
 * made as temporary types in a transaction that is rolled back. Where the server refuses one, its text is compared as it stands.
 */
export async function normalizeDomains(
  connection: DriverConnection,
  objects: readonly SchemaObject[],
  actual: Schema,
  { introspector, writer }: ObjectNormalizerParts,
): Promise<readonly SchemaObject[]> {
  const asked = objects.filter((object): object is Domain => object.kind === "domain" && isAsked(object, actual));
  if (asked.length === 0) return objects;
  const blocks = asked.map((domain, place) => guarded(writer.object(standIn(domain, place)), writer));
  const read = await readTemporary(connection, `DO ${writer.text(`BEGIN\n${blocks.join("\n")}\nEND`)}`, introspector);
  return objects.map((object) => {
    const place = asked.findIndex((domain) => domain === object);
    const answer = place < 0 ? undefined : read.objects.find(({ name }) => name === scratchName(place));
    return answer?.kind === "domain" ? withAnswer(object as Domain, answer) : object;
  });
}

function isAsked(domain: Domain, actual: Schema): boolean {
  const live = findObject(actual, domain);
  if (live?.kind !== "domain") return false;
  const known = new Set((live.checks ?? []).map(({ expression }) => expression));
  const isKnown = (domain.checks ?? []).every(({ expression }) => known.has(expression));
  return !isKnown || !isSameData(domain.default, live.default);
}

/** Only what has words of the server's: a domain may name what is not there yet, and then the rest would be lost with it. */
function standIn({ comment: _comment, checks = [], ...domain }: Domain, place: number): Domain {
  const named = checks.map(({ expression }, index) => ({ name: checkName(index), expression }));
  return { ...domain, schema: "pg_temp", name: scratchName(place), checks: named };
}

function withAnswer({ default: value, checks, ...domain }: Domain, answer: Domain): Domain {
  const spelt = checks?.map((check, index) => {
    const found = answer.checks?.find(({ name }) => name === checkName(index));
    return found === undefined ? check : { ...check, expression: found.expression };
  });
  return {
    ...domain,
    ...(value === undefined || answer.default === undefined ? {} : { default: answer.default }),
    ...(spelt === undefined ? {} : { checks: spelt }),
  };
}

function scratchName(place: number): string {
  return `orm_domain_${place}`;
}

function checkName(index: number): string {
  return `orm_c_${index}`;
}
