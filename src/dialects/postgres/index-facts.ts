import type { IndexFacts } from "../../dialect/index-facts";

export const postgresIndexFacts: IndexFacts = {
  include: "postgres.include",
  nullsNotDistinct: "postgres.nullsNotDistinct",
  storage: "postgres.with",
  part: {
    nulls: "postgres.nulls",
    collation: "postgres.collation",
    opclass: "postgres.opclass",
    opclassOptions: "postgres.opclassOptions",
  },
  kinds: { spatial: "gist" },
  methods: "any",
};
