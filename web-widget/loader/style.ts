/** As a constructed sheet it is not an inline style: it works under a host page's content security policy. */
export const style = `
:host{display:block;font:1rem/1.5 system-ui,sans-serif;color:#16202a}
:host([hidden]){display:none}
.box{background:#fff;border:1px solid #c5ced6;border-radius:12px;overflow:hidden}
iframe{display:block;width:100%;height:640px;border:0;color-scheme:normal}
.wait iframe{position:absolute;width:1px;height:1px;opacity:0;pointer-events:none}
.card{padding:1.25rem}
.ready .card{display:none}
p{margin:0 0 .75rem}
a{color:#0b4f8a}
.tel{display:inline-block;min-height:44px;line-height:44px;padding:0 1rem;margin:0 .25rem .25rem 0;border-radius:8px;background:#b3122a;color:#fff;font-weight:700;text-decoration:none;white-space:nowrap}
.page{display:inline-block;padding:.6rem 0}
:focus-visible{outline:3px solid #ffb000;outline-offset:2px}
.open,.close{font:inherit;font-weight:700;min-height:48px;border:0;border-radius:24px;padding:0 1.25rem;cursor:pointer;background:var(--relais,#0b4f8a);color:var(--relais-ink,#fff)}
.open{position:fixed;z-index:2147483000;bottom:max(1rem,env(safe-area-inset-bottom));right:1rem;box-shadow:0 2px 12px #0006}
.left .open{right:auto;left:1rem}
dialog{position:fixed;inset:auto 1rem 1rem auto;width:26rem;max-width:none;height:min(46rem,calc(100% - 2rem));max-height:none;margin:0;padding:0;border:1px solid #c5ced6;border-radius:12px;background:#fff;color:inherit;box-shadow:0 4px 32px #0006}
dialog[open]{display:flex;flex-direction:column}
.left dialog{inset:auto auto 1rem 1rem}
dialog .box{flex:1;border:0;border-radius:0;position:relative;overflow:auto}
dialog .ready iframe,dialog .ready{height:100%}
.close{align-self:flex-end;min-height:44px;margin:.5rem;border-radius:8px}
@media(max-width:480px){dialog,.left dialog{inset:0;width:100%;height:100%;border:0;border-radius:0}}
`;
