// What hosts print while tests run belongs to the test, which shows it if it fails; the run itself prints its faults and its count.
[assembly: CaptureConsole]
