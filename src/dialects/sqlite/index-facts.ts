import type { IndexFacts } from "../../dialect/index-facts";
import { COLLATION_ATTRIBUTE } from "./create-index-parser";

export const sqliteIndexFacts: IndexFacts = { part: { collation: COLLATION_ATTRIBUTE }, kinds: {}, methods: [] };
