import { Notice } from "@/components/ui/notice";

/** On the page of a team that the followed Terrakube no longer has; only instance owners get to see one. */
export function GoneNotice({ name }: { name: string }) {
  return (
    <Notice kind="warn" title="Terrakube has this team no more">
      Its tokens are refused. In some minutes Terrakube is asked again; if the team is still gone then, they
      are revoked, unless another team is called “{name}”, and this page goes too.
    </Notice>
  );
}
