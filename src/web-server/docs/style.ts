/** How the page of the API looks: by the colours of the reader's system, on narrow screens in one column. */
export const style = `
:root{color-scheme:light dark;--line:light-dark(#d8dce2,#3a3f47);--soft:light-dark(#f4f6f8,#1d2025);--text:light-dark(#1b1f24,#e4e7eb);--quiet:light-dark(#56606b,#9aa4b0);--accent:light-dark(#1457b8,#7db1ff)}
*{box-sizing:border-box}
body{margin:0;font:16px/1.55 system-ui,sans-serif;color:var(--text);background:light-dark(#fff,#15171a);display:grid;grid-template-columns:15rem minmax(0,1fr)}
a{color:var(--accent)}
:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
.skip{position:absolute;left:-99rem}.skip:focus{left:1rem;top:1rem}
nav{position:sticky;top:0;align-self:start;height:100vh;overflow:auto;padding:1.5rem;border-right:1px solid var(--line);font-size:.9rem}
nav h2{font-size:1rem;margin:0 0 1rem}nav ul{list-style:none;padding:0;margin:0 0 1rem}nav li{margin:.15rem 0}nav a{text-decoration:none}
main{padding:1.5rem 2.5rem 4rem;max-width:62rem}
h1{font-size:1.7rem;margin:0 0 1rem}main h2{font-size:1.25rem;margin:2.5rem 0 .5rem}h3{font-size:.95rem;margin:1.2rem 0 .3rem}
code,pre{font:.86em/1.5 ui-monospace,SFMono-Regular,Menlo,monospace}
pre{background:var(--soft);border:1px solid var(--line);border-radius:6px;padding:.8rem 1rem;overflow:auto}
details{border:1px solid var(--line);border-radius:6px;margin:.5rem 0;padding:0 1rem}
summary{cursor:pointer;padding:.6rem 0;overflow-wrap:anywhere}summary span{color:var(--quiet)}
.method{display:inline-block;min-width:4.2em;font-weight:600}.delete{color:light-dark(#b3261e,#ff8a80)}.get{color:var(--accent)}
.wide{overflow:auto}table{border-collapse:collapse;width:100%;font-size:.88rem}
th,td{text-align:left;vertical-align:top;padding:.35rem .9rem .35rem 0;border-top:1px solid var(--line);font-weight:400}
td:nth-child(2){color:var(--quiet);min-width:9rem;max-width:20rem;overflow-wrap:anywhere}small{color:var(--quiet)}.end{font-weight:600}
@media(max-width:48rem){body{grid-template-columns:minmax(0,1fr)}nav{position:static;height:auto;border-right:0;border-bottom:1px solid var(--line)}nav ul{display:flex;flex-wrap:wrap;gap:.2rem .9rem}main{padding:1rem 1rem 4rem}}
`
