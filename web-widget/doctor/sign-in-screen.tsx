import { Heading } from '../consultation/screen-parts.tsx';
import { filled } from '../client/wording.ts';
import type { ConsoleState } from './console-session.ts';
import type { DoctorWords } from './words.ts';

/** Signing in: by the hospital's own sign-in where there is one, else by a one-time link. */
export function SignInScreen({ state, words }: { readonly state: ConsoleState; readonly words: DoctorWords }) {
  const { options } = state;
  return (
    <section class="dc-sign-in">
      <Heading>{words.signInTitle}</Heading>
      {state.signedOut === 'ended' && (
        <p class="cs-trouble" role="alert">
          {words.signedOut}
        </p>
      )}
      {state.signedOut === 'link-used' && (
        <p class="cs-trouble" role="alert">
          {words.linkUsed}
        </p>
      )}
      <p>{words.signInText}</p>
      {options?.oidc && (
        <a class="cs-button cs-primary cs-large" href={options.oidc.startUrl}>
          {filled(words.signInWith, { name: options.oidc.name })}
        </a>
      )}
      {options?.link !== false && <p class="cs-quiet">{options?.oidc ? words.signInLink : words.signInNone}</p>}
    </section>
  );
}
