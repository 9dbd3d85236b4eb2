import type { DeliberateDifference } from "./difference";

const CHECK = 'create check constraint "adult" on table "contract"';
const FOREIGN_KEY = "FK_d47347870623606d3b04884a969";
const NULLABLE = 'change column "addressPositionX" of table "person": nullable';
const INDEX = "IDX_8cd1c1b4e4f7266ba92a8e1545";
const CREATE_INDEX = `create index "${INDEX}" on table "person"`;
const LINK = `create foreign key "${FOREIGN_KEY}" on table "user"`;

/** Differences of embedded classes. */
export const embeddedDifferences: readonly DeliberateDifference[] = [
  {
    title: "The checks of an embedded class are made",
    reason: "TypeORM leaves `@Check()` in an embedded class out, without a word.",
    shows: [
      {
        set: "embedded: a check in an embedded class",
        on: ["postgres"],
        differences: ["+ constraint contract.adult CHECK ((age >= 18)) comment "],
        checkAfterTheirs: [CHECK],
      },
      {
        set: "embedded: a check in an embedded class",
        on: ["mysql"],
        differences: ["+ contract: CONSTRAINT `adult` CHECK ((`age` >= 18))"],
        checkAfterTheirs: [CHECK],
      },
      {
        set: "embedded: a check in an embedded class",
        on: ["mariadb"],
        differences: ["+ contract: CONSTRAINT `adult` CHECK (`age` >= 18)"],
        checkAfterTheirs: [CHECK],
      },
      {
        set: "embedded: a check in an embedded class",
        on: ["sqlite"],
        differences: ["+ table contract: constraint adult check(age>=18)"],
        checkAfterTheirs: [CHECK],
      },
    ],
  },
  {
    title: "The foreign keys of an embedded class are made",
    reason: "TypeORM leaves `@ForeignKey()` in an embedded class out, without a word.",
    shows: [
      {
        set: "embedded: a foreign key in an embedded class",
        on: ["postgres"],
        differences: [`+ constraint "user".${FOREIGN_KEY} FOREIGN KEY ("addressCityid") REFERENCES city(id) comment `],
        checkAfterTheirs: [LINK],
      },
      {
        set: "embedded: a foreign key in an embedded class",
        on: ["mysql", "mariadb"],
        differences: [
          `+ user: CONSTRAINT \`${FOREIGN_KEY}\` FOREIGN KEY (\`addressCityid\`) REFERENCES \`city\` (\`id\`)`,
          `+ user: KEY \`${FOREIGN_KEY}\` (\`addressCityid\`)`,
        ],
        checkAfterTheirs: [LINK],
      },
      {
        set: "embedded: a foreign key in an embedded class",
        on: ["sqlite"],
        differences: [`+ table user: constraint ${FOREIGN_KEY} foreign key(addressCityid)references city(id)`],
        checkAfterTheirs: [LINK],
      },
    ],
  },
  {
    title: "What a child entity embeds may be NULL, however deep",
    reason:
      "The rows of its siblings have no value there. TypeORM knows that of the columns of an embedded class, but not of those that it embeds in turn.",
    shows: [
      {
        set: "embedded: embedded in embedded of a child entity",
        on: ["postgres"],
        differences: [
          "- column person 004.addressPositionX integer not null default  identity  generated  collation  comment ",
          "+ column person 004.addressPositionX integer default  identity  generated  collation  comment ",
        ],
        checkAfterTheirs: [NULLABLE],
      },
      {
        set: "embedded: embedded in embedded of a child entity",
        on: ["mysql"],
        differences: [
          "- person: column 004 `addressPositionX` int NOT NULL",
          "+ person: column 004 `addressPositionX` int DEFAULT NULL",
        ],
        checkAfterTheirs: [NULLABLE],
      },
      {
        set: "embedded: embedded in embedded of a child entity",
        on: ["mariadb"],
        differences: [
          "- person: column 004 `addressPositionX` int(11) NOT NULL",
          "+ person: column 004 `addressPositionX` int(11) DEFAULT NULL",
        ],
        checkAfterTheirs: [NULLABLE],
      },
      {
        set: "embedded: embedded in embedded of a child entity",
        on: ["sqlite"],
        differences: [
          "- person column 003 addressPositionX integer not null default - key 0 hidden 0",
          "+ person column 003 addressPositionX integer default - key 0 hidden 0",
        ],
        checkAfterTheirs: [NULLABLE],
      },
    ],
  },
  {
    title: "The column that tells classes of one table apart has an index",
    reason: "TypeORM makes it too, and loses it where one of the classes embeds another.",
    shows: [
      {
        set: "embedded: an embedded class of a child entity",
        on: ["postgres"],
        differences: [`+ CREATE INDEX "${INDEX}" ON public.person USING btree (kind)`],
        checkAfterTheirs: [CREATE_INDEX],
      },
      {
        set: "embedded: an embedded class of a child entity",
        on: ["mysql", "mariadb"],
        differences: [`+ person: KEY \`${INDEX}\` (\`kind\`)`],
        checkAfterTheirs: [CREATE_INDEX],
      },
      {
        set: "embedded: an embedded class of a child entity",
        on: ["sqlite"],
        differences: [`+ index ${INDEX}: create index ${INDEX} on person(kind)`],
        checkAfterTheirs: [CREATE_INDEX],
      },
    ],
  },
];
