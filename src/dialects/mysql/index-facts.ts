import type { IndexFacts } from "../../dialect/index-facts";
import { PARSER, PREFIX_LENGTH } from "./extensions/column-attributes";

export const mysqlIndexFacts: IndexFacts = {
  parser: PARSER,
  part: { length: PREFIX_LENGTH },
  kinds: { spatial: "spatial", fulltext: "fulltext" },
  methods: ["btree", "hash"],
};
