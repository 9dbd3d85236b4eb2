import {
  AfterLoad,
  BeforeInsert,
  Check,
  Column,
  CreateDateColumn,
  Entity,
  Generated,
  Index,
  JoinTable,
  ManyToMany,
  ManyToOne,
  OneToMany,
  PrimaryColumn,
  PrimaryGeneratedColumn,
  Unique,
  VersionColumn,
} from "../../src/entry/es";

export enum Role {
  Reader = "reader",
  Writer = "writer",
}

/** A base class without a decorator of its own. */
export abstract class Stamped {
  @CreateDateColumn()
  createdAt!: Date;

  @VersionColumn()
  version!: number;
}

/** An embedded class without a decorator of its own. */
export class Address {
  @Column("varchar", { length: 50 })
  city: string = "";

  @Column("varchar", { length: 10, nullable: true })
  code: string | null = null;
}

@Entity("users")
@Unique(["email"])
export class User extends Stamped {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column({ type: "varchar", length: 100 })
  email!: string;

  @Index()
  @Column("varchar", { length: 100, nullable: true })
  name: string | null = null;

  @Column({ enum: Role, default: Role.Reader })
  role: Role = Role.Reader;

  @Column({ generated: "uuid", type: "uuid" })
  token!: string;

  @Column(() => Address)
  address: Address = new Address();

  @OneToMany(() => Post, (post) => post.author)
  posts!: Post[];

  /** Not a column. */
  greeting = "";

  @BeforeInsert()
  normalize(): void {
    this.email = this.email.toLowerCase();
  }

  @AfterLoad()
  greet(): void {
    this.greeting = `Hello ${this.name ?? this.email}`;
  }
}

@Entity({ name: "posts" })
@Check("short_title", "length(title) < 100")
export class Post extends Stamped {
  @PrimaryColumn("integer")
  @Generated()
  id!: number;

  @Column("varchar", { length: 200 })
  title!: string;

  @ManyToOne(() => User, (user) => user.posts, { nullable: false, onDelete: "CASCADE" })
  author!: User;

  @ManyToMany(() => Tag, (tag) => tag.posts, { cascade: true })
  @JoinTable()
  tags!: Tag[];
}

@Entity("tags")
export class Tag {
  @PrimaryColumn("varchar", { length: 20 })
  name!: string;

  @ManyToMany(() => Post, (post) => post.tags)
  posts!: Post[];
}
