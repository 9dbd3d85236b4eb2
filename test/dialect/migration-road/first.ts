import {
  Check,
  Column,
  CreateDateColumn,
  Entity,
  Index,
  JoinColumn,
  JoinTable,
  ManyToMany,
  ManyToOne,
  OneToMany,
  OneToOne,
  PrimaryColumn,
  PrimaryGeneratedColumn,
  Unique,
  UpdateDateColumn,
  type Relation,
} from "../../../src/entry/index";

export enum Role {
  Reader = "reader",
  Writer = "writer",
}

@Entity()
@Check("users_age_positive", "age >= 0")
export class User {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column({ unique: true })
  email!: string;

  @Column({ length: 80 })
  name!: string;

  @Column({ type: "int", nullable: true })
  age!: number | null;

  @Column({ type: "enum", enum: Role, default: Role.Reader })
  role!: Role;

  @Column({ type: "decimal", precision: 12, scale: 2, default: 0 })
  balance!: string;

  @Column({ type: "bigint", nullable: true })
  visits!: string | null;

  @Column({ default: true })
  isActive!: boolean;

  @CreateDateColumn()
  createdAt!: Date;

  @UpdateDateColumn()
  updatedAt!: Date;

  @OneToMany(() => Post, (post) => post.author)
  posts!: Relation<Post[]>;

  @OneToOne(() => Profile, (profile) => profile.user)
  profile!: Relation<Profile>;
}

@Entity()
export class Profile {
  @PrimaryGeneratedColumn("uuid")
  id!: string;

  @Column({ type: "text", nullable: true })
  bio!: string | null;

  @OneToOne(() => User, (user) => user.profile, { onDelete: "CASCADE" })
  @JoinColumn()
  user!: Relation<User>;
}

@Entity()
@Index(["title", "createdAt"])
@Unique(["title", "author"])
export class Post {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column({ length: 200 })
  title!: string;

  @Column({ type: "text" })
  body!: string;

  @Column({ type: "json", nullable: true })
  extra!: unknown;

  @Column({ default: 'it\'s "new" \\ `ok` ${x}' })
  slogan!: string;

  @CreateDateColumn()
  createdAt!: Date;

  @ManyToOne(() => User, (user) => user.posts, { onDelete: "CASCADE" })
  author!: Relation<User>;

  @ManyToMany(() => Tag, (tag) => tag.posts)
  @JoinTable()
  tags!: Relation<Tag[]>;
}

@Entity()
export class Tag {
  @PrimaryColumn({ length: 40 })
  name!: string;

  @ManyToMany(() => Post, (post) => post.tags)
  posts!: Relation<Post[]>;
}
