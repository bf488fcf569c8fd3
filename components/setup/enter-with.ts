import { signInHere } from "@/lib/auth-client";

/** Signs in with the password that has just been set and goes on; should that fail, the sign-in page says why. */
export function enterWith({ email, password }: { email: string; password: string }): "leaving" {
  signInHere(email, password).then((result) => {
    window.location.replace(result.ok ? "/settings/tokens" : "/sign-in");
  });
  return "leaving";
}
