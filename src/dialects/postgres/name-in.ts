import type { ObjectName } from "../../schema/model";

/** A name as the model carries it: objects of the default schema go without. */
export type NameIn = (schema: string, name: string) => ObjectName;
