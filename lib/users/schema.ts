import { z } from "zod";
import type { Issue } from "@/lib/result";
import { countCodePoints, findUnprintable } from "@/lib/text";

export const NAME_MAX = 80;
/** RFC 5321, section 4.5.3.1: 64 octets before the @, 254 in all. */
export const EMAIL_MAX = 254;
const LOCAL_PART_MAX = 64;
export const PASSWORD_MIN = 12;
export const PASSWORD_MAX = 256;

const LOCAL_PART = /^[a-z0-9!#$%&'*+/=?^_`{|}~-]+(\.[a-z0-9!#$%&'*+/=?^_`{|}~-]+)*$/;
const DOMAIN = /^(?=.{1,253}$)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)*$/;

type Checked = { text: string } | { issue: Issue };

/**
 * Checks an e-mail after trimming and returns it in lower case. ASCII only: a look-alike of another's address
 * (full-width ＠, Cyrillic а) can then not exist, and lower case means the same here and in PostgreSQL.
 */
export function checkEmail(input: string): Checked {
  const field = "email";
  const text = input.trim().toLowerCase();
  if (text === "") return { issue: { field, message: "Enter an e-mail address." } };
  const foreign = /[^\x21-\x7e]/u.exec(input.trim())?.[0];
  if (foreign !== undefined) return { issue: { field, message: describeForeign(foreign) } };
  const at = text.lastIndexOf("@");
  const local = text.slice(0, Math.max(at, 0));
  if (text.length > EMAIL_MAX || local.length > LOCAL_PART_MAX)
    return {
      issue: {
        field,
        message: `An e-mail address has at most ${EMAIL_MAX} characters, ${LOCAL_PART_MAX} before the @.`,
      },
    };
  if (!LOCAL_PART.test(local) || !DOMAIN.test(text.slice(at + 1)))
    return { issue: { field, message: "Enter an e-mail address like name@example.com." } };
  return { text };
}

function describeForeign(character: string): string {
  if (/^\s$/u.test(character) || findUnprintable(character) !== null)
    return "An e-mail address may not hold spaces or invisible characters.";
  const plain = character.normalize("NFKC");
  if (/^[\x21-\x7e]+$/.test(plain))
    return `“${character}” only looks like “${plain}”. Type it with the plain character.`;
  return `“${character}” may not be in an e-mail address here: plain letters, digits and signs only.`;
}

/** Checks a person's name after trimming and NFC: 1–80 code points, nothing invisible. */
export function checkName(input: string): Checked {
  const field = "name";
  const unprintable = findUnprintable(input);
  if (unprintable !== null) return { issue: { field, message: `Name ${unprintable}` } };
  const text = input.normalize("NFC").trim();
  const size = countCodePoints(text);
  if (size === 0) return { issue: { field, message: "Enter a name." } };
  if (size > NAME_MAX)
    return {
      issue: { field, message: `Name may have at most ${NAME_MAX} characters; this one has ${size}.` },
    };
  return { text };
}

/** The form in which a password is hashed: the same keys give the same bytes on every system (NIST SP 800-63B). */
export function normalizePassword(input: string): string {
  return input.normalize("NFKC");
}

// Of the published lists of most used passwords, those that reach twelve characters; plus our own names.
const COMMON = new Set(
  `password1234 password12345 password123456 123456789012 1234567890123 12345678901234 123456789123 1q2w3e4r5t6y
   qwertyuiop12 qwertyuiop123 qwertyuiop[] 1qaz2wsx3edc zaq12wsxcde3 administrator administrator1 adminadminadmin
   passwordpassword passw0rdpassw0rd changemechangeme letmeinletmein iloveyou1234 welcome12345 welcome123456
   abcdefghijkl abcdefghijklm abc123456789 abcd12345678 qwerty123456 qwerty1234567 asdfghjkl123 asdfghjkl;'
   111222333444 123123123123 123321123321 987654321098 0987654321qwerty princess1234 sunshine1234 football1234
   terrakube123 terrakubeadmin latchkey1234 latchkeylatchkey correcthorsebatterystaple`.split(/\s+/),
);

/**
 * Checks a new password: 12–256 characters, none of the most used ones, not the e-mail. No rules on the kinds of
 * characters and no trimming (NIST SP 800-63B, section 5.1.1.2).
 * @param field the name the caller sent it under
 */
export function checkPassword(input: string, email: string, field = "password"): Checked {
  if (/\p{Surrogate}|\p{Cc}/u.test(input))
    return { issue: { field, message: "Password may not hold control characters." } };
  const text = normalizePassword(input);
  const size = countCodePoints(text);
  if (size === 0) return { issue: { field, message: "Enter a password." } };
  if (size < PASSWORD_MIN)
    return {
      issue: { field, message: `Password needs at least ${PASSWORD_MIN} characters; this one has ${size}.` },
    };
  if (size > PASSWORD_MAX)
    return {
      issue: {
        field,
        message: `Password may have at most ${PASSWORD_MAX} characters; this one has ${size}.`,
      },
    };
  const folded = text.toLowerCase();
  if (folded.trim() === email)
    return { issue: { field, message: "Password may not be the e-mail address." } };
  if (COMMON.has(folded) || new Set(folded).size < 4)
    return {
      issue: { field, message: "This password is among the first that are guessed. Choose another." },
    };
  return { text };
}

// Far above every rule's own bound, so that the rule's message is shown and not this one's.
const typed = z.string().max(10_000);

export const ownerInput = z.strictObject({ name: typed, email: typed, password: typed });
export const recoveryInput = z.strictObject({ password: typed });
export const passwordChange = z.strictObject({ current: typed, next: typed });
export const nameChange = z.strictObject({ name: typed });
export const credentials = z.object({ email: typed, password: typed });
export const theme = z.enum(["system", "light", "dark"]);
