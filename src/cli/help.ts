/** What `muster help` prints: all of it on one screen of 24 lines of 80 columns. */
export const helpText = `Muster: one source of truth for people and their SaaS users

  muster demo                    load a simulated vendor, twice, with changes
  muster start                   serve web app and API until Ctrl-C
  muster load planhat, load fleet    load users, or devices: plan, then apply
  muster run NAME                run an integration again (--plan, --apply)
  muster run show|apply|release|reject|cancel ID
  muster runs, muster notices    what ran and how it ended; what waits for you
  muster integrations            what is loaded (show, edit, schedule …)
  muster people [SEARCH]         who is in the directory (show, edit ID …)
  muster devices, muster software    the hardware, and what is on it
  muster views, muster saas, muster fields, muster credentials, muster webhooks
  muster activity, muster audit    who did what; whether nobody changed that
  muster accounts, muster roles, muster tokens, muster providers, muster groups
  muster export, muster plan, muster apply FOLDER    configuration as files
  muster simulate planhat|fleet, muster openapi    a vendor to try on; the API
  muster help COMMAND            every option of a command

Always: --json (one JSON document), --data FOLDER (MUSTER_DATA), --version

Exit codes:  0 done           3 some records failed     6 files would change it
             1 failed         4 a person has to act    69 no vendor or server
             2 wrong usage    5 held by a brake        75 busy: another run
                                                       78 configuration`
