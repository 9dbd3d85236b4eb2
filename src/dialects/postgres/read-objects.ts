import type { SchemaObject } from "../../schema/model";
import type { Catalog } from "./catalog";
import type { NameIn } from "./name-in";
import { readCompositeType } from "./extensions/composite-types";
import { readDomain } from "./extensions/domains";
import { readExtensions } from "./extensions/extensions";
import { readFunctions } from "./extensions/functions";
import { readMaterializedViews } from "./extensions/materialized-views";
import { readPolicies } from "./extensions/policies";
import { readSequence } from "./extensions/sequences";
import { readTriggers } from "./extensions/triggers";
import { readViews } from "./extensions/views";

type ObjectReader = (catalog: Catalog, nameIn: NameIn) => readonly SchemaObject[];

/** One reader a kind of object, in the order in which the model lists them. */
const READERS: readonly ObjectReader[] = [
  readExtensions,
  ({ objects }, nameIn) => objects.sequences.map((row) => readSequence(row, nameIn)),
  ({ objects }, nameIn) => objects.domains.map((row) => readDomain(row, nameIn)),
  ({ objects }, nameIn) => objects.compositeTypes.map((row) => readCompositeType(row, nameIn)),
  readFunctions,
  readViews,
  readMaterializedViews,
  readTriggers,
  readPolicies,
];

/** The objects beside tables and enum types. */
export function readObjects(catalog: Catalog, nameIn: NameIn): readonly SchemaObject[] {
  return READERS.flatMap((read) => read(catalog, nameIn));
}
