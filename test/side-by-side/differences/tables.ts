import type { DeliberateDifference } from "./difference";

/** Differences of tables and their constraints. */
export const tableDifferences: readonly DeliberateDifference[] = [
  {
    title: "Checks exist on MySQL and MariaDB",
    reason:
      "TypeORM leaves `@Check()` out on these databases, which have had checks since MySQL 8.0.16 and MariaDB 10.2. The first revision after the move adds them; rows that break them have to be mended before.",
    shows: [
      {
        set: "entity schemas: constraints of a schema",
        on: ["mysql"],
        differences: [
          "+ user: CONSTRAINT `CHK_a68d8771eda029c72d985f3ef8` CHECK ((`age` > 0))",
          "+ user: CONSTRAINT `young` CHECK ((`age` < 200))",
        ],
        checkAfterTheirs: [
          'create check constraint "CHK_a68d8771eda029c72d985f3ef8" on table "user"',
          'create check constraint "young" on table "user"',
        ],
      },
      {
        set: "entity schemas: constraints of a schema",
        on: ["mariadb"],
        differences: [
          "+ user: CONSTRAINT `CHK_a68d8771eda029c72d985f3ef8` CHECK (`age` > 0)",
          "+ user: CONSTRAINT `young` CHECK (`age` < 200)",
        ],
        checkAfterTheirs: [
          'create check constraint "CHK_a68d8771eda029c72d985f3ef8" on table "user"',
          'create check constraint "young" on table "user"',
        ],
      },
      {
        set: "indexes and constraints: a check of a property",
        on: ["mysql"],
        differences: ["+ product: CONSTRAINT `CHK_aa1c06be8281d48f24dbafb4aa` CHECK ((`amount` >= 0))"],
        checkAfterTheirs: ['create check constraint "CHK_aa1c06be8281d48f24dbafb4aa" on table "product"'],
      },
      {
        set: "indexes and constraints: a check of a property",
        on: ["mariadb"],
        differences: ["+ product: CONSTRAINT `CHK_aa1c06be8281d48f24dbafb4aa` CHECK (`amount` >= 0)"],
        checkAfterTheirs: ['create check constraint "CHK_aa1c06be8281d48f24dbafb4aa" on table "product"'],
      },
      {
        set: "indexes and constraints: checks",
        on: ["mysql"],
        differences: [
          "+ product: CONSTRAINT `CHK_6c571d934f6ad8133a76b86ef1` CHECK ((`price` > 0))",
          "+ product: CONSTRAINT `fair` CHECK ((`price` < 1000))",
        ],
        checkAfterTheirs: [
          'create check constraint "CHK_6c571d934f6ad8133a76b86ef1" on table "product"',
          'create check constraint "fair" on table "product"',
        ],
      },
      {
        set: "indexes and constraints: checks",
        on: ["mariadb"],
        differences: [
          "+ product: CONSTRAINT `CHK_6c571d934f6ad8133a76b86ef1` CHECK (`price` > 0)",
          "+ product: CONSTRAINT `fair` CHECK (`price` < 1000)",
        ],
        checkAfterTheirs: [
          'create check constraint "CHK_6c571d934f6ad8133a76b86ef1" on table "product"',
          'create check constraint "fair" on table "product"',
        ],
      },
    ],
  },
  {
    title: "The checks of enums have names",
    reason:
      "SQLite has no enums, so that a check stands in for one. Ormolu gives it a name, by which it can be changed; one without a name is taken as it is.",
    shows: [
      {
        set: "enums: an enum that each database has",
        on: ["sqlite"],
        differences: [
          "- table user: letter check(letter in('a','b'))",
          "- table user: level check(level in('0','1','2'))",
          "- table user: role check(role in('admin','editor','reader'))",
          "+ table user: constraint CHK_194566b379d5218dc63c33a95e_ENUM check(role in('admin','editor','reader'))",
          "+ table user: constraint CHK_492dd37a271e78cbf81663f64a_ENUM check(letter in('a','b'))",
          "+ table user: constraint CHK_e15b9728ad22b21a93198bad6b_ENUM check(level in('0','1','2'))",
        ],
      },
      {
        set: "enums: an enum without a type",
        on: ["sqlite"],
        differences: [
          "- table user: letter check(letter in('x','y'))",
          "+ table user: constraint CHK_e1ea5a6259d5042e35ca07e25c_ENUM check(letter in('x','y'))",
        ],
      },
    ],
  },
  {
    title: "The foreign keys of a join table have the names that they are given",
    reason: "TypeORM reads `foreignKeyConstraintName` only where the column has a `name`, too.",
    shows: [
      {
        set: "many to many: names of the keys of a join table",
        on: ["postgres"],
        differences: [
          '- constraint post_tags_tag.FK_41e7626b9cc03c5c65812ae55e8 FOREIGN KEY ("tagId") REFERENCES tag(id) ON UPDATE CASCADE ON DELETE CASCADE comment ',
          '- constraint post_tags_tag.FK_b651178cc41334544a7a9601c45 FOREIGN KEY ("postId") REFERENCES post(id) ON UPDATE CASCADE ON DELETE CASCADE comment ',
          '+ constraint post_tags_tag.fk_to_post FOREIGN KEY ("postId") REFERENCES post(id) ON UPDATE CASCADE ON DELETE CASCADE comment ',
          '+ constraint post_tags_tag.fk_to_tag FOREIGN KEY ("tagId") REFERENCES tag(id) ON UPDATE CASCADE ON DELETE CASCADE comment ',
        ],
        checkAfterTheirs: [
          'rename foreign key "FK_b651178cc41334544a7a9601c45" of table "post_tags_tag" to "fk_to_post"',
          'rename foreign key "FK_41e7626b9cc03c5c65812ae55e8" of table "post_tags_tag" to "fk_to_tag"',
        ],
      },
      {
        set: "many to many: names of the keys of a join table",
        on: ["mysql", "mariadb"],
        differences: [
          "- post_tags_tag: CONSTRAINT `FK_41e7626b9cc03c5c65812ae55e8` FOREIGN KEY (`tagId`) REFERENCES `tag` (`id`) ON DELETE CASCADE ON UPDATE CASCADE",
          "- post_tags_tag: CONSTRAINT `FK_b651178cc41334544a7a9601c45` FOREIGN KEY (`postId`) REFERENCES `post` (`id`) ON DELETE CASCADE ON UPDATE CASCADE",
          "+ post_tags_tag: CONSTRAINT `fk_to_post` FOREIGN KEY (`postId`) REFERENCES `post` (`id`) ON DELETE CASCADE ON UPDATE CASCADE",
          "+ post_tags_tag: CONSTRAINT `fk_to_tag` FOREIGN KEY (`tagId`) REFERENCES `tag` (`id`) ON DELETE CASCADE ON UPDATE CASCADE",
        ],
        checkAfterTheirs: [
          'rename foreign key "FK_b651178cc41334544a7a9601c45" of table "post_tags_tag" to "fk_to_post"',
          'rename foreign key "FK_41e7626b9cc03c5c65812ae55e8" of table "post_tags_tag" to "fk_to_tag"',
        ],
      },
      {
        set: "many to many: names of the keys of a join table",
        on: ["sqlite"],
        differences: [
          "- table post_tags_tag: constraint FK_41e7626b9cc03c5c65812ae55e8 foreign key(tagId)references tag(id)on delete cascade on update cascade",
          "- table post_tags_tag: constraint FK_b651178cc41334544a7a9601c45 foreign key(postId)references post(id)on delete cascade on update cascade",
          "+ table post_tags_tag: constraint fk_to_post foreign key(postId)references post(id)on delete cascade on update cascade",
          "+ table post_tags_tag: constraint fk_to_tag foreign key(tagId)references tag(id)on delete cascade on update cascade",
        ],
        checkAfterTheirs: [
          'rename foreign key "FK_b651178cc41334544a7a9601c45" of table "post_tags_tag" to "fk_to_post"',
          'rename foreign key "FK_41e7626b9cc03c5c65812ae55e8" of table "post_tags_tag" to "fk_to_tag"',
        ],
      },
    ],
  },
  {
    title: "A property that is decorated again is what the last decorator says",
    reason: "TypeORM takes the decorator of the base class.",
    shows: [
      {
        set: "inheritance: a property that is declared again",
        on: ["postgres"],
        differences: [
          '- column "user" 002.name character varying not null default  identity  generated  collation  comment ',
          '+ column "user" 002.name character varying(40) default  identity  generated  collation  comment ',
        ],
        checkAfterTheirs: ['change column "name" of table "user": type from varchar to varchar(40), nullable'],
      },
      {
        set: "inheritance: a property that is declared again",
        on: ["mysql", "mariadb"],
        differences: [
          "- user: column 002 `name` varchar(255) NOT NULL",
          "+ user: column 002 `name` varchar(40) DEFAULT NULL",
        ],
        checkAfterTheirs: ['change column "name" of table "user": type from varchar(255) to varchar(40), nullable'],
      },
      {
        set: "inheritance: a property that is declared again",
        on: ["sqlite"],
        differences: [
          "- user column 001 name varchar not null default - key 0 hidden 0",
          "+ user column 001 name varchar(40) default - key 0 hidden 0",
        ],
        checkAfterTheirs: ['change column "name" of table "user": type from varchar to varchar(40), nullable'],
      },
    ],
  },
  {
    title: "The columns of a child entity may be NULL",
    reason:
      "The rows of its siblings have no value there. TypeORM knows that of plain columns, but gives a relation with `nullable: false` a column that is NOT NULL, so that no sibling can be saved.",
    shows: [
      {
        set: "inheritance: relations and constraints of classes in one table",
        on: ["postgres"],
        differences: [
          "- column content 006.cameraId integer not null default  identity  generated  collation  comment ",
          "+ column content 006.cameraId integer default  identity  generated  collation  comment ",
        ],
        checkAfterTheirs: ['change column "cameraId" of table "content": nullable'],
      },
      {
        set: "inheritance: relations and constraints of classes in one table",
        on: ["mysql"],
        differences: [
          "- content: column 006 `cameraId` int NOT NULL",
          "+ content: column 006 `cameraId` int DEFAULT NULL",
        ],
        checkAfterTheirs: ['change column "cameraId" of table "content": nullable'],
      },
      {
        set: "inheritance: relations and constraints of classes in one table",
        on: ["mariadb"],
        differences: [
          "- content: column 006 `cameraId` int(11) NOT NULL",
          "+ content: column 006 `cameraId` int(11) DEFAULT NULL",
        ],
        checkAfterTheirs: ['change column "cameraId" of table "content": nullable'],
      },
      {
        set: "inheritance: relations and constraints of classes in one table",
        on: ["sqlite"],
        differences: [
          "- content column 005 cameraId integer not null default - key 0 hidden 0",
          "+ content column 005 cameraId integer default - key 0 hidden 0",
        ],
        checkAfterTheirs: ['change column "cameraId" of table "content": nullable'],
      },
    ],
  },
  {
    title: "Extensions are not installed unasked",
    reason:
      'TypeORM installs `btree_gist` where an entity has `@Exclusion()`. Register it with `defineExtension("btree_gist")` where the constraint needs it.',
    shows: [
      { set: "entity schemas: exclusions of a schema", on: ["postgres"], differences: ["- extension btree_gist"] },
    ],
  },
];
