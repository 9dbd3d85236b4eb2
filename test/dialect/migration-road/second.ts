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
  Editor = "editor",
}

@Entity()
@Check("users_age_positive", "age >= 0 AND age < 200")
export class User {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column({ unique: true })
  email!: string;

  @Column({ length: 160, renamedFrom: "name" })
  fullName!: string;

  @Column({ type: "bigint", nullable: true })
  age!: string | null;

  @Column({ type: "enum", enum: Role, default: Role.Editor })
  role!: Role;

  @Column({ type: "decimal", precision: 12, scale: 2, default: 0 })
  balance!: string;

  @Column({ type: "bigint", nullable: true })
  visits!: string | null;

  @Column({ default: false })
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

  @Column({ length: 20, nullable: true })
  @Index()
  phone!: string;

  @OneToOne(() => User, (user) => user.profile, { onDelete: "CASCADE" })
  @JoinColumn()
  user!: Relation<User>;
}

@Entity()
@Index(["createdAt"])
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

  @ManyToOne(() => User, (user) => user.posts, { onDelete: "SET NULL", nullable: true })
  author!: Relation<User>;

  @ManyToMany(() => Tag, (tag) => tag.posts)
  @JoinTable()
  tags!: Relation<Tag[]>;
}

@Entity()
export class Comment {
  @PrimaryGeneratedColumn()
  id!: number;

  @Column({ type: "text" })
  text!: string;

  @ManyToOne(() => Post, { onDelete: "CASCADE", nullable: false })
  post!: Relation<Post>;

  @ManyToOne(() => Comment, { nullable: true })
  parent!: Relation<Comment> | null;
}

@Entity()
export class Tag {
  @PrimaryColumn({ length: 40 })
  name!: string;

  @Column({ type: "varchar", length: 200, nullable: true, comment: "What it's about" })
  description!: string | null;

  @ManyToMany(() => Post, (post) => post.tags)
  posts!: Relation<Post[]>;
}
